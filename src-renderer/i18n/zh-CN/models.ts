import type { en } from '../en'
import type { Wording } from '../wording'

export const models: Wording<typeof en.models> = {
  title: '模型',
}

import type { en } from '../en'
import type { Wording } from '../wording'

export const settings: Wording<typeof en.settings> = {
  title: '设置',
}

import type { en } from '../en'
import type { Wording } from '../wording'

export const results: Wording<typeof en.results> = {
  title: '结果',
}

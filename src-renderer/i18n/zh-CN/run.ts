import type { en } from '../en'
import type { Wording } from '../wording'

export const run: Wording<typeof en.run> = {
  title: '运行',
}

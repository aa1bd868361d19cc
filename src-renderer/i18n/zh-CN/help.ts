import type { en } from '../en'
import type { Wording } from '../wording'

export const help: Wording<typeof en.help> = {
  title: '帮助',
}

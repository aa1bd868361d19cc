import type { en } from '../en'
import type { Wording } from '../wording'

export const setup: Wording<typeof en.setup> = {
  title: '设置实验',
}

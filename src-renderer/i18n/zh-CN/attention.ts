import type { en } from '../en'
import type { Wording } from '../wording'

export const attention: Wording<typeof en.attention> = {
  title: '注意力并排比较',
}

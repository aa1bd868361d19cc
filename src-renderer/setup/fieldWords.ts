/** Names of the experiment format's fields in the window's words. */
import { en } from '../i18n/en'
import type { Translate } from '../i18n'

type FieldName = keyof typeof en.setup.field
type HintName = keyof typeof en.setup.fieldHint

/** The field's own name where there are no words for it, so that a new field still has its form. */
export function fieldLabel(name: string, t: Translate): string {
  return isField(name) ? t(`setup.field.${name}`) : name
}

export function fieldHint(name: string, t: Translate): string {
  return isHint(name) ? t(`setup.fieldHint.${name}`) : ''
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(en.setup.field, name)
}

function isHint(name: string): name is HintName {
  return Object.hasOwn(en.setup.fieldHint, name)
}

/** Handlers for tests of the wire: every method of the contract rejects, but those that a test replaces. */
import { workbenchInputs } from '../../../contract'
import type { WorkbenchHandlers } from '../../handlers/ports'

type Replacements = { readonly [A in keyof WorkbenchHandlers]?: Partial<WorkbenchHandlers[A]> }

export function createPlainHandlers(replacements: Replacements): WorkbenchHandlers {
  const entries = Object.entries(workbenchInputs).map(([api, schemas]) => {
    const methods = Object.keys(schemas).map((name) => [
      name,
      () => Promise.reject(new Error(`${api}.${name}`)),
    ])
    return [api, { ...Object.fromEntries(methods), ...replacements[api as keyof Replacements] }]
  })
  return Object.fromEntries(entries)
}

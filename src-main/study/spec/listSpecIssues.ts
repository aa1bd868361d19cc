/** Everything that is wrong with a spec as far as the spec alone tells, each with its place. */
import {
  experimentSpecSchema,
  RopewalkError,
  toWireError,
  type ExperimentSpec,
  type SpecIssue,
} from '../../contract'
import { parseExtensionSpec } from '../../core/rope'
import { createTask } from '../../tasks'
import { checkAxes } from '../plan/checkAxes'
import { describeIssue } from './describeIssue'

export type CheckedSpec =
  | { readonly spec: ExperimentSpec; readonly issues: readonly [] }
  | { readonly spec: null; readonly issues: readonly SpecIssue[] }

/**
 * @param draft as JSON, possibly incomplete
 * @returns the spec with its defaults, or what stands in the way
 */
export function listSpecIssues(draft: unknown): CheckedSpec {
  const parsed = experimentSpecSchema.safeParse(draft)
  if (!parsed.success)
    return {
      spec: null,
      issues: parsed.error.issues.map((issue) => ({
        where: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
          .map(String)
          .join('.'),
        message: describeIssue(issue, draft, 'the spec'),
        level: 'error',
      })),
    }
  const spec = parsed.data
  const issues = [...checkExtensions(spec), ...checkTasks(spec)]
  // Axes are compared by what extensions mean, so all of them must be readable first.
  const found = issues.length > 0 ? issues : attempt(() => checkAxes(spec), '')
  return found.length > 0 ? { spec: null, issues: found } : { spec, issues: [] }
}

function checkExtensions({ extensions, models }: ExperimentSpec): SpecIssue[] {
  const check = (where: string) => (extension: string, index: number) =>
    attempt(() => void parseExtensionSpec(extension), `${where}.${index}`)
  return [
    ...extensions.flatMap(check('extensions')),
    ...models.flatMap((model, index) =>
      (model.extensions ?? []).flatMap(check(`models.${index}.extensions`)),
    ),
  ]
}

function checkTasks({ tasks }: ExperimentSpec): SpecIssue[] {
  return tasks.flatMap((task, index) => attempt(() => void createTask(task), `tasks.${index}`))
}

/** What `action` refuses, as an issue; its `details.field`, where it names one, is more exact than `where`. */
function attempt(action: () => void, where: string): SpecIssue[] {
  try {
    action()
    return []
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError)) throw thrown
    const { message, details } = toWireError(thrown)
    const field = typeof details.field === 'string' ? details.field.replace(/\[(\d*)\]/g, '.$1') : where
    return [{ where: field, message, level: 'error' }]
  }
}

/** The experiment format as JSON Schema, for editors and other programs. */
import { z } from 'zod'
import { experimentSpecSchema } from '../../contract'

/** JSON Schema 2020-12 of what a person writes: fields with a default may be left out. */
export function buildExperimentJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'Ropewalk experiment', ...z.toJSONSchema(experimentSpecSchema, { io: 'input' }) }
}

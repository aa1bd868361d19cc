/** JSON Schemas (2020-12) of every JSON part of the format, for other programs; what Ropewalk itself checks when it reads. */
import { z } from 'zod'
import {
  annotationsSchema,
  experimentSpecSchema,
  importedResultsSchema,
  manifestSchema,
  signatureSchema,
} from '../../contract'
import { cellSchema, timingSchema } from '../cellSchema'

/** By file name in resources/schema. Fields that a schema does not name are allowed, since newer versions add some. */
export function buildFileSchemas(): ReadonlyMap<string, object> {
  return new Map([
    ['manifest.schema.json', toJsonSchema('Ropewalk manifest.json', manifestSchema)],
    ['cell.schema.json', toJsonSchema('A line of Ropewalk cells.ndjson', cellSchema)],
    ['timing.schema.json', toJsonSchema('A line of Ropewalk timings.ndjson', timingSchema)],
    ['annotations.schema.json', toJsonSchema('Ropewalk annotations.json', annotationsSchema)],
    ['signature.schema.json', toJsonSchema('Ropewalk signature.json', signatureSchema)],
    ['imported.schema.json', toJsonSchema('Ropewalk imported results', importedResultsSchema)],
  ])
}

/** As text that files hold. */
export function formatSchema(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** The spec has a schema of its own, which changes with the tasks. */
const SPEC_SCHEMA = '../experiments/experiment.schema.json'

function toJsonSchema(title: string, schema: z.ZodType): object {
  const written = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== experimentSpecSchema) return
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key)
      jsonSchema.$ref = SPEC_SCHEMA
    },
  })
  return { title, ...written }
}

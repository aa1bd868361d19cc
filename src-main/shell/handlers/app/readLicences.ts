import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { InvariantError, type LicenceText } from '../../../contract'

const licencesSchema = z.array(z.strictObject({ name: z.string(), version: z.string(), licence: z.string() }))

/** The list that the build wrote beside the page. */
export async function readLicences(path: string): Promise<LicenceText[]> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new InvariantError('The list of licences is missing from this build.')
  return licencesSchema.parse(JSON.parse(text))
}

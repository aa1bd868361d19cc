/** Layouts of reports as files: the same that the command line reads and writes. */
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { RopewalkError, type ReportTemplate } from '../../../contract'
import { parseTemplate } from '../../../report'
import { writeFiles } from '../../../store'

/** Notes may have 100,000 letters; more is no template. */
const largestBytes = 1_048_576

/** @throws RopewalkError `input.invalid` */
export async function readTemplateFile(path: string): Promise<ReportTemplate> {
  const facts = await stat(path).catch(() => null)
  if (facts === null || !facts.isFile() || facts.size > largestBytes)
    throw new RopewalkError(
      'input.invalid',
      `Report template that cannot be read: ${path}. Expected a JSON file of at most 1 MiB. Choose another file.`,
      { path },
    )
  return parseTemplate(await readFile(path, 'utf8'), basename(path))
}

/** @throws RopewalkError `target.*`, `disk.full` */
export async function writeTemplateFile(path: string, template: ReportTemplate): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(template, null, 2)}\n`)
  await writeFiles([{ path: basename(path), bytes }], dirname(path))
}

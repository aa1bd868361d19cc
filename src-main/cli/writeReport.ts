/** Writes a report in the format its name asks for; a report half written never bears the name. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { RopewalkError } from '../contract'
import { composeDocument, renderHtml, type ExperimentContents } from '../report'

/** @throws RopewalkError `input.invalid` for a format that cannot be written; call it before a long run. */
export function checkReportName(path: string): void {
  const format = extname(path).toLowerCase()
  if (format === '.html') return
  throw new RopewalkError(
    'input.invalid',
    `Report format that cannot be written: ${format === '' ? path : format}. Expected a name that ends in .html. ` +
      'Choose such a name; print the page to get a PDF.',
    { path },
  )
}

/** @throws RopewalkError `target.missingDirectory`, `disk.full`, `target.notWritable` */
export async function writeReport(contents: ExperimentContents, path: string): Promise<void> {
  checkReportName(path)
  const target = resolve(path)
  const unfinished = `${target}.${process.pid}.tmp`
  const page = renderHtml(composeDocument(contents))
  try {
    await writeFile(unfinished, page)
    await rename(unfinished, target)
  } catch (thrown) {
    await rm(unfinished, { force: true })
    throw toWriteError(thrown, path)
  }
}

function toWriteError(thrown: unknown, path: string): RopewalkError {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
  const details = { path, cause: thrown instanceof Error ? thrown.message : String(thrown) }
  if (code === 'ENOENT')
    return new RopewalkError(
      'target.missingDirectory',
      `Folder that is not there: ${dirname(resolve(path))}. Expected an existing folder. Create it first.`,
      details,
    )
  if (code === 'ENOSPC')
    return new RopewalkError(
      'disk.full',
      `Disk full while writing: ${path}. Expected room for the report. Free some space and try again.`,
      details,
    )
  return new RopewalkError(
    'target.notWritable',
    `Report that cannot be written: ${path}. Expected a writable file. Check its permissions.`,
    details,
  )
}

/** Writes a report in the format its name asks for; a report half written never bears the name. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { RopewalkError } from '../contract'
import { composeDocument, renderHtml, type ExperimentContents } from '../report'
import { toTargetError } from '../store'

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
    throw toTargetError(thrown, path)
  }
}

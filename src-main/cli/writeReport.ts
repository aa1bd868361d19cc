/** Writes a report in the format its name asks for; a report half written never bears the name. */
import { basename, dirname, extname } from 'node:path'
import { RopewalkError, type ReportTemplate } from '../contract'
import {
  reportEndings,
  writeReport as makeReport,
  type ExperimentContents,
  type ReportEnding,
} from '../report'
import { findBrowser } from './browser/findBrowser'
import { printToPdf } from './browser/printToPdf'
import { writeFiles } from '../store'

/**
 * Call it before a long run.
 *
 * @throws RopewalkError `input.invalid` for a format that cannot be written, `browser.missing` where nothing can print
 */
export async function checkReportName(path: string): Promise<void> {
  if (readEnding(path) === 'pdf') await findBrowser()
}

function readEnding(path: string): ReportEnding {
  const format = extname(path).toLowerCase()
  const ending = reportEndings.find((known) => `.${known}` === format)
  if (ending !== undefined) return ending
  throw new RopewalkError(
    'input.invalid',
    `Report format that cannot be written: ${format === '' ? path : format}. Expected a name that ends in ` +
      `${reportEndings.map((known) => `.${known}`).join(', ')}. Choose such a name.`,
    { path },
  )
}

/** @throws RopewalkError `target.missingDirectory`, `disk.full`, `target.notWritable`, and those of the format */
export async function writeReport(
  contents: ExperimentContents,
  path: string,
  template?: ReportTemplate,
): Promise<void> {
  const ending = readEnding(path)
  const name = basename(path).slice(0, -ending.length - 1)
  const layout = template === undefined ? {} : { template }
  await writeFiles(await makeReport(contents, { ending, name, printToPdf, ...layout }), dirname(path))
}

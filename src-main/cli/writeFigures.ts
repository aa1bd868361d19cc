/** Every figure of a report as a file of its own: SVG, or PNG through a browser. */
import { resolve } from 'node:path'
import { plainTemplate, type ReportTemplate } from '../contract'
import {
  composeReport,
  listFigures,
  renderFigureSvg,
  type ExperimentContents,
  type ReportFile,
} from '../report'
import { makeFolders, toTargetError, writeFiles } from '../store'
import { captureFigure } from './browser/captureFigure'

export type FigureFormat = 'svg' | 'png'

interface FigureChoice {
  readonly folder: string
  readonly format: FigureFormat
  readonly template?: ReportTemplate
}

/**
 * @returns how many there were
 * @throws RopewalkError `browser.missing`, `browser.failed`, `target.missingDirectory`, `disk.full`, `target.notWritable`
 */
export async function writeFigures(
  contents: ExperimentContents,
  { folder, format, template = plainTemplate }: FigureChoice,
): Promise<number> {
  const files: ReportFile[] = []
  for (const figure of listFigures(composeReport(contents, template))) {
    const drawing = renderFigureSvg(figure)
    const bytes = format === 'svg' ? new TextEncoder().encode(drawing.svg) : await captureFigure(drawing)
    files.push({ path: `${figure.id}.${format}`, bytes })
  }
  try {
    await makeFolders(resolve(folder))
  } catch (thrown) {
    throw toTargetError(thrown, folder)
  }
  await writeFiles(files, folder)
  return files.length
}

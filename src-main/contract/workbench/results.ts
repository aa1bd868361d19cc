/** Experiments that are open in the window: files, and the run in work. Needs no model. */
import { z } from 'zod'
import type { Cell, CellTiming, ExperimentDifference, Manifest } from '../experiment'
import { reportTemplateSchema, type ReportTemplate } from '../report'
import type { NamedTensor } from '../tensor'
import { identifier, path, type InputSchemas } from './fields'

export interface OpenedExperiment {
  readonly experimentId: string
  readonly path: string
  readonly title: string
  readonly manifest: Manifest
  readonly cells: readonly Cell[]
  readonly timings: readonly CellTiming[]
  readonly warnings: readonly string[]
  /** The run that is still writing it; null for a file. */
  readonly runId: string | null
}

export const reportFormats = ['html', 'pdf', 'md', 'csv', 'parquet', 'tex', 'bib'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** A figure as a complete SVG file, sizes in CSS pixels. */
export interface FigureDrawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

export interface ResultsApi {
  listOpen(input: Record<string, never>): Promise<readonly OpenedExperiment[]>
  /** Opening a file twice gives the same experiment. */
  openExperiment(input: { path: string }): Promise<OpenedExperiment>
  chooseExperiments(input: Record<string, never>): Promise<readonly OpenedExperiment[]>
  /** As it is now, after `experimentChanged`. */
  readExperiment(input: { experimentId: string }): Promise<OpenedExperiment>
  closeExperiment(input: { experimentId: string }): Promise<void>
  readTensors(input: { experimentId: string; cellId: string }): Promise<readonly NamedTensor[]>
  /** The report's document: the same sections, tables and charts as the exported report, as plain data. */
  composeDocument(input: { experimentId: string }): Promise<unknown>
  /** Settings and cells that differ between two experiments. */
  diffExperiments(input: { experimentIdA: string; experimentIdB: string }): Promise<ExperimentDifference>
  drawFigure(input: { experimentId: string; figureId: string }): Promise<FigureDrawing>
  /** The numbers of a figure as CSV. */
  writeFigureData(input: { experimentId: string; figureId: string }): Promise<string>
  /** The address of the report's page, to be shown in `<iframe sandbox="allow-scripts">`. */
  previewReport(input: { experimentId: string; template: ReportTemplate }): Promise<string>
  /** Asks where to, writes, and answers with the path; null when a person changes their mind. */
  exportReport(input: {
    experimentId: string
    format: ReportFormat
    template: ReportTemplate
  }): Promise<string | null>
  /** Asks for a layout that was kept; null when a person changes their mind. */
  chooseTemplate(input: Record<string, never>): Promise<ReportTemplate | null>
  /** Asks where to, keeps the layout for other experiments, and answers with the path. */
  saveTemplate(input: { template: ReportTemplate }): Promise<string | null>
}

export interface ResultsEvents {
  /** Another state of an open experiment: a run in work became a file, or a file is written again. */
  experimentChanged: { readonly experimentId: string }
}

const ofExperiment = z.strictObject({ experimentId: identifier })
const ofFigure = ofExperiment.extend({ figureId: identifier })

export const resultsInputs: InputSchemas<ResultsApi> = {
  listOpen: z.strictObject({}),
  openExperiment: z.strictObject({ path }),
  chooseExperiments: z.strictObject({}),
  readExperiment: ofExperiment,
  closeExperiment: ofExperiment,
  readTensors: ofExperiment.extend({ cellId: identifier }),
  composeDocument: ofExperiment,
  diffExperiments: z.strictObject({ experimentIdA: identifier, experimentIdB: identifier }),
  drawFigure: ofFigure,
  writeFigureData: ofFigure,
  previewReport: ofExperiment.extend({ template: reportTemplateSchema }),
  exportReport: ofExperiment.extend({ format: z.enum(reportFormats), template: reportTemplateSchema }),
  chooseTemplate: z.strictObject({}),
  saveTemplate: z.strictObject({ template: reportTemplateSchema }),
}

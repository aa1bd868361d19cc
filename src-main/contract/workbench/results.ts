/** Experiments that are open in the window: files, and the run in work. Needs no model. */
import { z } from 'zod'
import type { Cell, CellTiming, ExperimentDifference, Manifest } from '../experiment'
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

export interface ResultsApi {
  listOpen(input: Record<string, never>): Promise<readonly OpenedExperiment[]>
  /** Opening a file twice gives the same experiment. */
  openExperiment(input: { path: string }): Promise<OpenedExperiment>
  chooseExperiments(input: Record<string, never>): Promise<readonly OpenedExperiment[]>
  closeExperiment(input: { experimentId: string }): Promise<void>
  readTensors(input: { experimentId: string; cellId: string }): Promise<readonly NamedTensor[]>
  /** The report's document: the same sections, tables and charts as the exported report, as plain data. */
  composeDocument(input: { experimentId: string }): Promise<unknown>
  /** Settings and cells that differ between two experiments. */
  diffExperiments(input: { experimentIdA: string; experimentIdB: string }): Promise<ExperimentDifference>
  /** The report as one HTML page, for the preview. */
  previewReport(input: { experimentId: string; template: unknown }): Promise<string>
  /** Asks where to, writes, and answers with the path; null when a person changes their mind. */
  exportReport(input: {
    experimentId: string
    format: ReportFormat
    template: unknown
  }): Promise<string | null>
}

export interface ResultsEvents {
  /** Another state of an open experiment: a run in work became a file, or a file is written again. */
  experimentChanged: { readonly experimentId: string }
}

const ofExperiment = z.strictObject({ experimentId: identifier })

export const resultsInputs: InputSchemas<ResultsApi> = {
  listOpen: z.strictObject({}),
  openExperiment: z.strictObject({ path }),
  chooseExperiments: z.strictObject({}),
  closeExperiment: ofExperiment,
  readTensors: ofExperiment.extend({ cellId: identifier }),
  composeDocument: ofExperiment,
  diffExperiments: z.strictObject({ experimentIdA: identifier, experimentIdB: identifier }),
  previewReport: ofExperiment.extend({ template: z.unknown() }),
  exportReport: ofExperiment.extend({ format: z.enum(reportFormats), template: z.unknown() }),
}

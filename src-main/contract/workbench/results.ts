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

export const reportFormats = ['html', 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** What goes into a report. */
export interface ReportSelection {
  readonly title: string
  /** Ids of sections of the composed document; their order stays. */
  readonly sectionIds: readonly string[]
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
  /** The report as one HTML page, for the preview. */
  previewReport(input: { experimentId: string; selection: ReportSelection }): Promise<string>
  /** Asks where to, writes, and answers with the path; null when a person changes their mind. */
  exportReport(input: {
    experimentId: string
    format: ReportFormat
    selection: ReportSelection
  }): Promise<string | null>
}

export interface ResultsEvents {
  /** Another state of an open experiment: a run in work became a file, or a file is written again. */
  experimentChanged: { readonly experimentId: string }
}

const ofExperiment = z.strictObject({ experimentId: identifier })
const selection = z.strictObject({
  title: z.string().min(1).max(200),
  sectionIds: z.array(identifier).max(100),
})

export const resultsInputs: InputSchemas<ResultsApi> = {
  listOpen: z.strictObject({}),
  openExperiment: z.strictObject({ path }),
  chooseExperiments: z.strictObject({}),
  readExperiment: ofExperiment,
  closeExperiment: ofExperiment,
  readTensors: ofExperiment.extend({ cellId: identifier }),
  composeDocument: ofExperiment,
  diffExperiments: z.strictObject({ experimentIdA: identifier, experimentIdB: identifier }),
  previewReport: ofExperiment.extend({ selection }),
  exportReport: ofExperiment.extend({ format: z.enum(reportFormats), selection }),
}

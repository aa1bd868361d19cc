/** What crosses between the main process and the thread that makes reports. */
import type { WireError } from '../../contract'
import type { ReportJobs } from './reportJobs'

export type JobMethod = keyof ReportJobs

export interface JobRequest {
  readonly id: number
  readonly method: JobMethod
  readonly input: Parameters<ReportJobs[JobMethod]>
}

export type JobAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: WireError }

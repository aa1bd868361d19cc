/** Everything the window may ask of the main process, and what it is told. Channel names are derived from these keys. */
import { appInputs, type AppApi, type AppEvents } from './app'
import { attentionInputs, type AttentionApi, type AttentionEvents } from './attention'
import type { CancelSignal } from '../engine'
import type { InputSchemas } from './fields'
import { modelsInputs, type ModelsApi } from './models'
import { resultsInputs, type ResultsApi, type ResultsEvents } from './results'
import { runsInputs, type RunsApi, type RunsEvents } from './runs'
import { setupInputs, type SetupApi } from './setup'

export interface WorkbenchApi {
  readonly models: ModelsApi
  readonly setup: SetupApi
  readonly runs: RunsApi
  readonly results: ResultsApi
  readonly attention: AttentionApi
  readonly app: AppApi
}

export type WorkbenchEvents = RunsEvents & ResultsEvents & AttentionEvents & AppEvents

type Input<F> = F extends (input: infer I) => Promise<unknown> ? I : never
type Output<F> = F extends (input: never) => Promise<infer O> ? O : never

/** The same calls with a signal: at the renderer it cancels, at the main side it tells that somebody did. */
export type WorkbenchClient = {
  readonly [A in keyof WorkbenchApi]: {
    readonly [M in keyof WorkbenchApi[A]]: (
      input: Input<WorkbenchApi[A][M]>,
      options?: { readonly signal?: CancelSignal },
    ) => Promise<Output<WorkbenchApi[A][M]>>
  }
} & {
  on<E extends keyof WorkbenchEvents>(event: E, listener: (payload: WorkbenchEvents[E]) => void): () => void
}

export const workbenchInputs: { readonly [A in keyof WorkbenchApi]: InputSchemas<WorkbenchApi[A]> } = {
  models: modelsInputs,
  setup: setupInputs,
  runs: runsInputs,
  results: resultsInputs,
  attention: attentionInputs,
  app: appInputs,
}

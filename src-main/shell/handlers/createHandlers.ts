/** Every namespace of the workbench, wired. */
import { createAppHandlers, type AppPorts } from './app'
import { createAttentionHandlers } from './attention'
import { createModelsHandlers } from './models'
import type { HandlerPorts, WorkbenchHandlers } from './ports'
import { createResultsHandlers, ExperimentShelf } from './results'
import { createRunsHandlers } from './runs'
import { createSetupHandlers } from './setup'

export interface Workbench {
  readonly handlers: WorkbenchHandlers
  /** Ends the run in work, its finished cells kept; before the program ends. */
  readonly close: () => Promise<void>
}

export function createHandlers(ports: HandlerPorts & AppPorts): Workbench {
  const experiments = new ExperimentShelf(ports.emit)
  const runs = createRunsHandlers(ports, experiments)
  return {
    handlers: {
      app: createAppHandlers(ports),
      attention: createAttentionHandlers({ ...ports, experiments }),
      models: createModelsHandlers(ports),
      results: createResultsHandlers(ports, experiments),
      runs: runs.handlers,
      setup: createSetupHandlers(ports),
    },
    close: () => runs.close(),
  }
}

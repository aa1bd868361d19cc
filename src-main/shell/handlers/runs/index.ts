export { createRunsHandlers, type RunsHandlers, type RunsHandlerPorts } from './createRunsHandlers'

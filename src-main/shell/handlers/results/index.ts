export { createResultsHandlers } from './createResultsHandlers'
export { ExperimentShelf } from './ExperimentShelf'

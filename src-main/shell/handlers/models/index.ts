export { createModelsHandlers } from './createModelsHandlers'
export { readMemoryState } from './freeMemory'

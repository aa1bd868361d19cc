export { createSetupHandlers } from './createSetupHandlers'
export { createMeasuredSpeed, type MeasuredSpeed } from './measuredSpeed'

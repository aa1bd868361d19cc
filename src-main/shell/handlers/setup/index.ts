export { createSetupHandlers } from './createSetupHandlers'

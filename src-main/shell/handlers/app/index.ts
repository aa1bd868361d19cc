export { createAppHandlers, type AppPorts } from './createAppHandlers'

export { createAttentionHandlers, type AttentionPorts } from './createAttentionHandlers'

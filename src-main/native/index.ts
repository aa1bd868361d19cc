export type * from './addonTypes'
export { loadAddon, toRopewalkError } from './bindings'

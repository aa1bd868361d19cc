export { buildWindowOption } from './buildWindowOption'
export { overlayFigures, type OverlaidDocument } from './overlayFigures'
export type { ReadoutWords } from './words'

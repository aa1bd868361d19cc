export { buildWindowOption } from './buildWindowOption'
export type { ReadoutWords } from './words'

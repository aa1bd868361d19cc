/** Generated models and the float64 computation that the engine must reproduce. */
export { bosToken, byteVocabularySize, eosToken } from './byte-tokenizer'
export { encodeGguf, writeGguf } from './gguf-writer'
export type { GgufFile, GgufTensor, GgufValue } from './gguf-writer'
export { generateRandomModel, randomModelRecipes } from './random-models'
export type { RandomModelName, RandomModelRecipe } from './random-models'
export { generateBenchmarkModel } from './benchmark-model'
export type { BenchmarkModelOptions } from './benchmark-model'
export {
  computePlantedRow,
  generatePlantedModel,
  lookBackTokens,
  plainRotation,
  plantedShape,
} from './planted-models'
export type { PlantedPattern } from './planted-models'
export { readReferenceModel } from './reference-model'
export type { FileRope, ReferenceModel } from './reference-model'
export { computeReference } from './float64-transformer'
export type { ReferenceOptions, ReferenceResult } from './float64-transformer'
export type { ReferenceRotation } from './rotary'
export { measureReference } from './measure-reference'
export type { ReferenceMeasures } from './measure-reference'
export { generateRotationModel } from './rotation-models'
export type { RotationModel } from './rotation-models'

/** How large a study's file will be, before it runs. */
import type { CellKey, ExperimentSpec, ModelDescription } from '../../contract'

/** Bytes of a 32-bit number. */
const word = 4
/** Measures of a head that every cell keeps, and largest keys with their weights for each observed query of an answer. */
const headMeasures = 6
const topKeyWords = 16
/** Queries an answer keeps besides its new tokens. */
const answerQueries = 11
/** What a cell's record takes as text. */
const recordBytes = 1_500

/**
 * The tensors that cells keep, uncompressed, and their records: within a factor of two of the file.
 *
 * @param models one for each model of the spec, in its order
 */
export function estimateDiskBytes(
  { observation }: ExperimentSpec,
  cells: readonly CellKey[],
  models: readonly Pick<ModelDescription, 'layerCount' | 'headCount'>[],
): number {
  const { keyPositionBins, mapTiles } = observation
  return cells.reduce((total, { model, contextTokens, item }) => {
    const heads = models[model].layerCount * models[model].headCount
    const distanceBins = Math.ceil(Math.log2(contextTokens)) + 1
    const perHead = headMeasures + distanceBins
    if (item.kind !== 'window')
      return total + recordBytes + heads * word * (perHead + answerQueries * (topKeyWords + 3))
    const map = item.window === 0 ? mapTiles ** 2 : 0
    return total + recordBytes + heads * word * (perHead + keyPositionBins + map) + contextTokens * word
  }, 0)
}

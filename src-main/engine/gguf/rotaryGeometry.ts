/** The facts of a file that every RoPE extension is computed from. */
import { RopewalkError } from '../../contract'
import type { RotaryGeometry, TrainedContextSource } from '../../contract'
import { findArchitectureRotation } from './architectureRotation'
import { findCount, findNumber, requireCount } from './metadataFacts'
import type { MetadataSource } from './metadataFacts'
import { damaged } from './readMetadata'

export interface TrainedRotary {
  readonly rotary: RotaryGeometry
  readonly trainedContextSource: TrainedContextSource
}

/**
 * L is `trainedContextTokens` where given, else the file's original context, else its context length; b defaults to 10000.
 * @throws RopewalkError `gguf.damaged`; `context.invalid` for a bad override.
 * Source: llama.cpp commit de3ff815, `src/llama-model.cpp` (`load_hparams`).
 */
export function findRotaryGeometry(
  source: MetadataSource,
  architecture: string,
  headDimensions: number,
  trainedContextTokens: number | null,
): TrainedRotary {
  const ropeBase = findRopeBase(source, architecture, headDimensions)
  if (ropeBase <= 1) throw damaged(source, `${architecture}.rope.freq_base is ${ropeBase}`, 'more than 1')
  const { tokens, trainedContextSource } = findTrainedContext(source, architecture, trainedContextTokens)
  return {
    rotary: {
      rotaryDimensions: findRotaryDimensions(source, architecture, headDimensions),
      ropeBase,
      trainedContextTokens: tokens,
    },
    trainedContextSource,
  }
}

const defaultRopeBase = 10_000

/** NTK-aware where the architecture reads alpha. Source: llama.cpp commit de3ff815, `src/models/hunyuan-vl.cpp`. */
function findRopeBase(source: MetadataSource, architecture: string, headDimensions: number): number {
  const base = findNumber(source, `${architecture}.rope.freq_base`) ?? defaultRopeBase
  if (!findArchitectureRotation(architecture).readsAlpha) return base
  const alpha = findNumber(source, `${architecture}.rope.scaling.alpha`) ?? 0
  return alpha > 0 ? Math.fround(base * alpha ** (headDimensions / (headDimensions - 2))) : base
}

/** These load only when the whole head rotates. */
const wholeHeadArchitectures: ReadonlySet<string> = new Set(['llama', 'deci', 'falcon'])

function findRotaryDimensions(source: MetadataSource, architecture: string, headDimensions: number): number {
  const key = `${architecture}.rope.dimension_count`
  const dimensions = findCount(source, key) ?? headDimensions
  const least = wholeHeadArchitectures.has(architecture) ? headDimensions : 2
  if (dimensions % 2 === 0 && dimensions >= least && dimensions <= headDimensions) return dimensions
  const expected =
    least === headDimensions ? `${headDimensions}` : `an even number from 2 to ${headDimensions}`
  throw damaged(source, `${key} is ${dimensions}`, `${expected}, the size of a head`)
}

function findTrainedContext(
  source: MetadataSource,
  architecture: string,
  override: number | null,
): { tokens: number; trainedContextSource: TrainedContextSource } {
  if (override !== null) {
    if (Number.isSafeInteger(override) && override > 0)
      return { tokens: override, trainedContextSource: 'override' }
    throw new RopewalkError(
      'context.invalid',
      `Invalid trained context: ${override}. Expected a whole number of tokens above 0. Leave it out to use the file's own.`,
      { trainedContextTokens: override },
    )
  }
  const original = findCount(source, `${architecture}.rope.scaling.original_context_length`, 1)
  if (original !== null) return { tokens: original, trainedContextSource: 'original-context-key' }
  return {
    tokens: requireCount(source, `${architecture}.context_length`),
    trainedContextSource: 'context-length-key',
  }
}

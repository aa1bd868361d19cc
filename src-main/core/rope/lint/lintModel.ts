/** What a person should know about a model's rotations before comparing extensions on it. */
import type { ModelDescription, RopeLint } from '../../../contract'

/** A note informs; a warning says that numbers will mislead unless something is set right. */
export function lintModel(model: ModelDescription): RopeLint[] {
  return [
    lintDoubleScaling(model),
    lintAlreadyExtended(model),
    lintFactorsByAllocation(model),
    lintTrainedContext(model),
    lintPartialRotary(model),
    lintSlidingWindow(model),
  ].filter((lint) => lint !== null)
}

/**
 * The file carries an extension but not the length before it: L is then the extended length, and a scale computed from L
 * counts the extension twice.
 */
function lintDoubleScaling(model: ModelDescription): RopeLint | null {
  if (!isExtended(model) || model.trainedContextSource !== 'context-length-key') return null
  return {
    code: 'double-scaling',
    level: 'warning',
    facts: { type: model.declaredScaling.type, trained: model.rotary.trainedContextTokens },
  }
}

/** `none` is then not what the file asks for: the weights have seen the extension. */
function lintAlreadyExtended(model: ModelDescription): RopeLint | null {
  if (!isExtended(model)) return null
  return {
    code: 'already-extended',
    level: 'note',
    facts: {
      type: model.declaredScaling.type,
      factor: model.declaredScaling.factor ?? '–',
      declared: model.declaredContextTokens,
      native: model.nativeEquivalent ?? 'native',
    },
  }
}

function isExtended({ declaredScaling }: ModelDescription): boolean {
  return declaredScaling.type !== 'none'
}

/** llama.cpp takes the long or the short factors by the context that is allocated, whatever is in it. */
function lintFactorsByAllocation({ declaredScaling, rotary }: ModelDescription): RopeLint | null {
  const names = declaredScaling.factorTensors
  if (!names.some((name) => name.includes('long')) || !names.some((name) => name.includes('short')))
    return null
  return { code: 'factors-by-allocation', level: 'note', facts: { trained: rotary.trainedContextTokens } }
}

/** RoFormer's base; most models that were never trained on long texts keep it. */
const plainBase = 10_000

/** A raised base without a stated original length: the file's context length may come from a long-context stage. */
function lintTrainedContext(model: ModelDescription): RopeLint | null {
  const { ropeBase, trainedContextTokens } = model.rotary
  if (isExtended(model) || model.trainedContextSource !== 'context-length-key' || ropeBase <= plainBase)
    return null
  return {
    code: 'trained-context-assumed',
    level: 'note',
    facts: { base: ropeBase, trained: trainedContextTokens },
  }
}

function lintPartialRotary({ rotary, headDimensions }: ModelDescription): RopeLint | null {
  if (rotary.rotaryDimensions >= headDimensions) return null
  return {
    code: 'partial-rotary',
    level: 'note',
    facts: { rotary: rotary.rotaryDimensions, head: headDimensions },
  }
}

/** Window layers see a fixed distance: they keep the file's frequencies unless the study asks otherwise. */
function lintSlidingWindow({ slidingWindow, rotary }: ModelDescription): RopeLint | null {
  if (slidingWindow === null) return null
  return {
    code: 'sliding-window',
    level: 'note',
    facts: { window: slidingWindow.windowTokens, base: slidingWindow.ropeBase ?? rotary.ropeBase },
  }
}

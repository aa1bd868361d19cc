/** The RoPE scaling that a file asks for by itself, in one value. */
import type { DeclaredScaling, RotaryGeometry } from '../../contract'
import { inferLlama3Scaling, readBakedDivisors } from './bakedDivisors'
import { findCount, findNumber, findText } from './metadataFacts'
import type { GgufHeader } from './readHeader'

/**
 * A factor of 1 or none at all is `none`; factor tensors decide before the stated type, because llama.cpp applies them always.
 * Source: llama.cpp commit de3ff815, `src/llama-model.cpp` (`load_hparams`): a missing type is linear, key `rope.scale_linear`
 * is the old name of the factor.
 */
export function findDeclaredScaling(
  header: GgufHeader,
  architecture: string,
  geometry: RotaryGeometry,
): DeclaredScaling {
  const own = (key: string) => `${architecture}.rope.${key}`
  const stated = {
    type: findText(header, own('scaling.type')),
    factor: (findNumber(header, own('scaling.factor')) ?? findNumber(header, own('scale_linear'))) || null,
    originalContextTokens: findCount(header, own('scaling.original_context_length'), 1),
    attentionFactor: findNumber(header, own('scaling.attn_factor')),
    factorTensors: header.tensors.map(({ name }) => name).filter((name) => factorTensorNames.has(name)),
  }
  if (stated.factorTensors.includes('rope_freqs.weight')) return recogniseBaked(header, geometry, stated)
  if (stated.factorTensors.length > 0) return { ...stated, type: 'longrope' }
  return { ...stated, type: findType(stated) }
}

const factorTensorNames: ReadonlySet<string> = new Set([
  'rope_freqs.weight',
  'rope_factors_long.weight',
  'rope_factors_short.weight',
])

type Stated = Omit<DeclaredScaling, 'type'> & { readonly type: string | null }

function findType({ type, factor }: Stated): DeclaredScaling['type'] {
  if (type === 'none') return 'none'
  if (type === 'yarn' || type === 'longrope') return type
  if (type === null || type === 'linear') return factor === null || factor === 1 ? 'none' : 'linear'
  return 'unknown'
}

function recogniseBaked(header: GgufHeader, geometry: RotaryGeometry, stated: Stated): DeclaredScaling {
  const divisors = readBakedDivisors(header, geometry.rotaryDimensions / 2)
  if (divisors?.every((divisor) => divisor === 1)) return { ...stated, type: findType(stated) }
  const llama3 = divisors && findType(stated) === 'none' ? inferLlama3Scaling(divisors, geometry) : null
  return llama3 ? { ...stated, type: 'llama3', ...llama3 } : { ...stated, type: 'unknown' }
}

/**
 * What llama.cpp would end the process over, found in the header: one sentence before the weights are read, the same for
 * inspect, plan and load.
 * Source: llama.cpp commit de3ff815, assertions of `src/llama-model.cpp` (`load_hparams`), `src/llama-vocab.cpp`
 * (`impl::tokenize`) and `ggml/src/ggml.c` (`ggml_rope_impl`); `LLAMA_MAX_EXPERTS` of `src/llama-hparams.h`.
 */
import { RopewalkError } from '../../contract'
import { findCount, findLargestCount, findText } from './metadataFacts'
import type { MetadataSource } from './metadataFacts'
import { damaged } from './readMetadata'
import type { TensorEntry } from './readTensorTable'

/** @throws RopewalkError `model.unsupported`, `gguf.damaged`. */
export function checkLoadable(
  source: MetadataSource,
  architecture: string,
  tensors: readonly TensorEntry[],
): void {
  checkVocabulary(source)
  checkScalingType(source, architecture)
  checkFactorTensors(source, tensors)
  checkAttentionLayers(source, architecture)
  checkExperts(source, architecture)
}

function checkVocabulary(source: MetadataSource): void {
  const kind = findText(source, 'tokenizer.ggml.model')
  if (kind !== 'no_vocab' && kind !== 'none') return
  throw unsupported(
    source,
    'Model without a vocabulary',
    `tokenizer.ggml.model is ${kind}`,
    'a tokenizer in the file, since texts are read as tokens',
    'Convert the model again with its tokenizer',
  )
}

const scalingTypes: readonly string[] = ['none', 'linear', 'yarn', 'longrope']

function checkScalingType(source: MetadataSource, architecture: string): void {
  const key = `${architecture}.rope.scaling.type`
  const type = findText(source, key)
  if (type === null || scalingTypes.includes(type)) return
  throw unsupported(
    source,
    'RoPE scaling that llama.cpp does not know',
    `${key} is ${JSON.stringify(type)}`,
    scalingTypes.join(', '),
    type === 'su' ? 'Convert the model again: su is the old name of longrope' : 'Convert the model again',
  )
}

const factorTensor = /(^|\.)rope_(freqs|factors_long|factors_short)\.weight$/

function checkFactorTensors(source: MetadataSource, tensors: readonly TensorEntry[]): void {
  const wrong = tensors.find(({ name, type }) => factorTensor.test(name) && type.name !== 'F32')
  if (wrong === undefined) return
  throw unsupported(
    source,
    'RoPE factors of a kind that llama.cpp cannot rotate by',
    `${wrong.name} is ${wrong.type.name}`,
    'F32',
    'Convert the model again with a current converter, which keeps this tensor in F32',
  )
}

function checkAttentionLayers(source: MetadataSource, architecture: string): void {
  const heads = source.metadata.get(`${architecture}.attention.head_count`)
  if (typeof heads !== 'object' || !('every' in heads)) return
  const without = [...heads.keys()].filter((layer) => heads[layer] === 0)
  // No layer with attention at all is damage, which the shape of the model names.
  if (without.length === 0 || without.length === heads.length) return
  throw unsupported(
    source,
    'Layers without attention',
    `${without.length === 1 ? 'layer' : 'layers'} ${without.join(', ')} of ${heads.length}`,
    'attention in every layer',
    'Choose another model',
  )
}

const mostExperts = 1024

function checkExperts(source: MetadataSource, architecture: string): void {
  const experts = findCount(source, `${architecture}.expert_count`) ?? 0
  const used = findLargestCount(source, `${architecture}.expert_used_count`, 2 ** 31 - 1) ?? 0
  if (experts > mostExperts)
    throw damaged(source, `${architecture}.expert_count is ${experts}`, `at most ${mostExperts}`)
  const isRight = experts === 0 ? used === 0 : used > 0 && used <= experts
  if (isRight) return
  const expected = experts === 0 ? '0, as there are no experts' : `a number from 1 to ${experts}`
  throw damaged(source, `${architecture}.expert_used_count is ${used}`, expected)
}

function unsupported(
  { path }: MetadataSource,
  what: string,
  found: string,
  expected: string,
  remedy: string,
): RopewalkError {
  return new RopewalkError(
    'model.unsupported',
    `${what}: ${path}, ${found}. Expected ${expected}. ${remedy}.`,
    { path },
  )
}

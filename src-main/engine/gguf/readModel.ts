/** What is known of a local GGUF model before anything native touches it. */
import { RopewalkError } from '../../contract'
import type { ModelDescription, RotaryLayout } from '../../contract'
import { nativeEquivalent } from '../../core/rope'
import { findArchitecture, refusalSentences } from './architectures'
import { checkLoadable } from './checkLoadable'
import { findDeclaredScaling } from './declaredScaling'
import { findFileRotation } from './fileRotation'
import {
  findArrayLength,
  findCount,
  findFlag,
  findLargestCount,
  findText,
  requireCount,
  requireText,
} from './metadataFacts'
import type { MetadataSource } from './metadataFacts'
import { damaged } from './readMetadata'
import { readFileRotation } from './readFileRotation'
import type { FileRotationWithFactors } from './readFileRotation'
import { readHeader } from './readHeader'
import type { GgufHeader } from './readHeader'
import type { TensorEntry } from './readTensorTable'
import { findRotaryGeometry } from './rotaryGeometry'
import { findSlidingWindow } from './slidingWindow'
import { readParts, refuseLaterPart } from './splitModel'

export interface ReadModelOptions {
  /** L, when the file's own value is wrong. */
  readonly trainedContextTokens?: number
}

/**
 * Reads and checks the file at `path` (first part of a split model). What llama.cpp would not load is refused here. Work and memory do not depend on the weights.
 * @throws RopewalkError `model.missing`, `model.unreadable`, `gguf.*`, `model.unsupported`, `context.invalid`.
 */
export function readModel(path: string, options: ReadModelOptions = {}): ModelDescription {
  return readWhole(path, options).description
}

/** What a session needs to know beside: what the graph must rotate by, if the metadata was read right. */
export interface ModelWithRotation {
  readonly description: ModelDescription
  readonly rotation: FileRotationWithFactors
}

/** @throws RopewalkError what `readModel` throws */
export function readModelWithRotation(path: string, options: ReadModelOptions = {}): ModelWithRotation {
  const { description, parts } = readWhole(path, options)
  return { description, rotation: readFileRotation(parts, description) }
}

function readWhole(
  path: string,
  options: ReadModelOptions,
): { description: ModelDescription; parts: [GgufHeader, ...GgufHeader[]] } {
  const header = readHeader(path)
  refuseLaterPart(header)
  const architecture = requireText(header, 'general.architecture')
  const rotaryLayout = requireRotation(header, architecture)
  const parts = readParts(header)
  const tensors = parts.flatMap((part) => part.tensors)
  checkLoadable(header, architecture, tensors)
  const shape = readShape(header, architecture)
  const { rotary, trainedContextSource } = findRotaryGeometry(
    header,
    architecture,
    shape.headDimensions,
    options.trainedContextTokens ?? null,
  )
  const declaredScaling = findDeclaredScaling(header, architecture, rotary)
  const description: ModelDescription = {
    path,
    fileBytes: sum(parts.map((part) => part.fileBytes)),
    filePaths: parts.map((part) => part.path),
    name: findText(header, 'general.name'),
    architecture,
    ggufVersion: header.version,
    ...summariseWeights(tensors),
    ...shape,
    declaredContextTokens: requireCount(header, `${architecture}.context_length`),
    rotary,
    trainedContextSource,
    rotaryLayout,
    declaredScaling,
    nativeEquivalent: nativeEquivalent(
      declaredScaling,
      rotary,
      findFileRotation(header, architecture, rotary).global,
    ),
    slidingWindow: findSlidingWindow(header, architecture, shape.layerCount, rotary.ropeBase),
    ...readTokenizer(header),
  }
  return { description, parts: [header, ...parts.slice(1)] }
}

/** llama.cpp `src/llama-hparams.h`: `LLAMA_MAX_LAYERS`. */
const layerLimit = 512

function requireRotation(source: MetadataSource, name: string): RotaryLayout {
  const architecture = findArchitecture(name)
  const sections = source.metadata.get(`${name}.rope.dimension_sections`)
  const multiSection =
    typeof sections === 'object' && 'every' in sections && sections[0] > 0 && sections[1] > 0
  if (architecture?.kind === 'rotary' && !multiSection) return architecture.layout
  const reason = architecture?.kind === 'refused' ? architecture.reason : 'multi-section'
  const why = architecture === null ? 'this llama.cpp does not know it' : refusalSentences[reason]
  throw new RopewalkError(
    'model.unsupported',
    `Architecture not supported: ${name}, ${why} (${source.path}). ` +
      'Expected a causal model whose attention rotates by position, such as llama, qwen2 or gemma3. Choose another model.',
    { path: source.path, architecture: name },
  )
}

interface AttentionShape {
  readonly layerCount: number
  readonly headCount: number
  readonly keyValueHeadCount: number
  readonly headDimensions: number
  readonly embeddingLength: number
}

function readShape(source: MetadataSource, architecture: string): AttentionShape {
  const own = (key: string) => `${architecture}.${key}`
  const blocks = requireCount(source, own('block_count'), 1, layerLimit)
  const layerCount = blocks - (findCount(source, own('nextn_predict_layers'), 0, blocks - 1) ?? 0)
  const embeddingLength = requireCount(source, own('embedding_length'))
  const headCount = findLargestCount(source, own('attention.head_count'), extentLimit) ?? 0
  if (headCount === 0) throw damaged(source, `${own('attention.head_count')} is missing or 0`, 'at least 1')
  const headDimensions =
    findCount(source, own('attention.key_length'), 1, extentLimit) ?? Math.floor(embeddingLength / headCount)
  return {
    layerCount,
    headCount,
    keyValueHeadCount: findLargestCount(source, own('attention.head_count_kv'), headCount) || headCount,
    headDimensions,
    embeddingLength,
  }
}

const extentLimit = 2 ** 20

function summariseWeights(tensors: readonly TensorEntry[]) {
  return {
    tensorCount: tensors.length,
    parameterCount: sum(tensors.map(({ elements }) => elements)),
    weightBytes: sum(tensors.map(({ bytes }) => bytes)),
    quantization: findPrevailingType(tensors),
  }
}

/** The type that holds most of the parameters. */
function findPrevailingType(tensors: readonly TensorEntry[]): string {
  const elements = new Map<string, number>()
  for (const { type, elements: count } of tensors)
    elements.set(type.name, (elements.get(type.name) ?? 0) + count)
  const [prevailing] = [...elements].sort(([, left], [, right]) => right - left)
  return prevailing?.[0] ?? 'none'
}

function readTokenizer(source: MetadataSource) {
  const architecture = requireText(source, 'general.architecture')
  const tokenizerModel = requireText(source, 'tokenizer.ggml.model')
  const tokenizerPre = findText(source, 'tokenizer.ggml.pre')
  const vocabularySize =
    findArrayLength(source, 'tokenizer.ggml.tokens') ?? requireCount(source, `${architecture}.vocab_size`)
  const addsBos =
    findFlag(source, 'tokenizer.ggml.add_bos_token') ??
    (modelsWithBos.has(tokenizerModel) || preTokenizersWithBos.has(tokenizerPre ?? ''))
  return { vocabularySize, tokenizerModel, tokenizerPre, addsBos }
}

/** Tokenizers that add BOS when the file does not say: llama.cpp `src/llama-vocab.cpp` (`add_bos`), commit de3ff815. */
const modelsWithBos: ReadonlySet<string> = new Set(['llama', 'bert'])
const preTokenizersWithBos: ReadonlySet<string> = new Set(
  'llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano tekken chameleon'.split(
    ' ',
  ),
)

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

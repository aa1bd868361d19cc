/** `ropewalk inspect`: what a GGUF file says of itself, read without loading its weights. */
import type { ModelDescription, RopeLint } from '../../contract'
import { lintModel, writeLint } from '../../core/rope'
import { readModel } from '../../engine'
import type { CliContext } from '../context'
import type { JsonOption } from '../program/commandOptions'
import { formatFacts } from '../terminal/formatTable'
import { safeText } from '../terminal/safeText'

export function printModel(path: string, options: JsonOption, context: CliContext): void {
  const description = readModel(path)
  const lints = lintModel(description)
  context.writeOut(
    options.json === true
      ? `${JSON.stringify({ ...description, lints }, null, 2)}\n`
      : formatFacts(listFacts(description)) + lints.map(formatLint).join(''),
  )
}

function formatLint(lint: RopeLint): string {
  const { title, text } = writeLint(lint)
  return `\n${lint.level}: ${safeText(title)}. ${safeText(text)}\n`
}

const SOURCES: Readonly<Record<ModelDescription['trainedContextSource'], string>> = {
  'original-context-key': "from the file's original context length",
  'context-length-key': "from the file's context length",
  override: 'as given',
}

function listFacts(model: ModelDescription): [string, string][] {
  const { rotary, declaredScaling, slidingWindow } = model
  const mebibytes = (model.fileBytes / 2 ** 20).toFixed(1)
  return [
    ['name', safeText(model.name ?? '-')],
    ['architecture', safeText(model.architecture)],
    ['file', `${mebibytes} MiB, GGUF ${model.ggufVersion}, ${model.tensorCount} tensors`],
    ['parameters', `${(model.parameterCount / 1e6).toFixed(2)} million, ${model.quantization}`],
    ['layers', String(model.layerCount)],
    [
      'heads',
      `${model.headCount} query, ${model.keyValueHeadCount} key and value, ${model.headDimensions} wide`,
    ],
    ['rotary dimensions', `${rotary.rotaryDimensions}, pairs ${model.rotaryLayout}`],
    ['RoPE base', String(rotary.ropeBase)],
    ['trained context', `${rotary.trainedContextTokens} tokens, ${SOURCES[model.trainedContextSource]}`],
    ['declared context', `${model.declaredContextTokens} tokens`],
    ['stated scaling', describeScaling(declaredScaling)],
    ['native equals', model.nativeEquivalent ?? 'no static extension'],
    ['sliding window', slidingWindow === null ? 'none' : `${slidingWindow.windowTokens} tokens`],
    [
      'tokenizer',
      `${safeText(model.tokenizerModel)}, ${model.vocabularySize} tokens, ${model.addsBos ? 'adds' : 'no'} BOS`,
    ],
  ]
}

function describeScaling({ type, factor, factorTensors }: ModelDescription['declaredScaling']): string {
  const tensors = factorTensors.length > 0 ? `, tensors ${factorTensors.map(safeText).join(', ')}` : ''
  return `${type}${factor === null ? '' : `, factor ${factor}`}${tensors}`
}

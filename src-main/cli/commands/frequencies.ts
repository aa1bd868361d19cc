/** `ropewalk frequencies`: the table an extension gives, without running a model. */
import { RopewalkError, type RotaryGeometry } from '../../contract'
import {
  describeFrequencies,
  formatExtensionSpec,
  parseExtensionSpec,
  readStatedExtension,
  type FrequencyDescription,
  type StatedExtension,
} from '../../core/rope'
import { readModel } from '../../engine'
import type { CliContext } from '../context'
import { readExtensionFile } from '../readExtensionFile'
import { readInputText, readStandardInput } from '../readInputText'
import { formatNumber, formatTable } from '../terminal/formatTable'

export interface FrequencyOptions {
  readonly model?: string
  readonly headDim?: number
  readonly base?: number
  readonly trainedContext?: number
  readonly extension?: string
  readonly config?: string
  readonly context?: number
  readonly json?: true
}

export async function printFrequencies(options: FrequencyOptions, context: CliContext): Promise<void> {
  const { extension, ...stated } = await resolveExtension(options, context)
  const geometry = resolveGeometry(options, stated)
  const contextTokens = options.context ?? geometry.trainedContextTokens
  const fileText = stated.fileText ?? (await readExtensionFile(extension))
  const description = describeFrequencies(extension, geometry, contextTokens, fileText)
  context.writeOut(
    options.json === true ? `${JSON.stringify(description, null, 2)}\n` : formatDescription(description),
  )
}

/** What a config states, its notes to standard error; what it does not state is null. */
async function resolveExtension(
  { extension, config, base, trainedContext }: FrequencyOptions,
  context: CliContext,
): Promise<StatedExtension> {
  if ((extension === undefined) === (config === undefined))
    throw new RopewalkError(
      'input.invalid',
      `Unclear which extension: ${config === undefined ? 'neither --extension nor --config' : 'both --extension and --config'}. ` +
        'Expected one of them. Give one or the other.',
    )
  if (config === undefined)
    return {
      extension: parseExtensionSpec(extension ?? ''),
      ropeBase: null,
      trainedContextTokens: null,
      fileText: null,
    }
  const text = config === '-' ? await readStandardInput() : await readInputText(config, 'Config')
  const conversion = readStatedExtension(text)
  if (conversion.kind === 'inexpressible')
    throw new RopewalkError(
      'extension.invalid',
      `Settings that no extension stands for: ${conversion.reason} Expected settings of one extension. Change them, or give --extension.`,
    )
  const { value } = conversion
  context.writeError(`read as ${[formatExtensionSpec(value.extension), ...listStated(value)].join(', ')}\n`)
  const given: [string, number | undefined, string, number | null][] = [
    ['--base', base, 'RoPE base', value.ropeBase],
    ['--trained-context', trainedContext, 'original context', value.trainedContextTokens],
  ]
  for (const [option, chosen, name, inConfig] of given)
    if (chosen !== undefined && inConfig !== null && chosen !== inConfig)
      context.writeError(`note: ${option} ${chosen} is taken instead of the ${name} ${inConfig}.\n`)
  for (const note of conversion.notes) context.writeError(`note: ${note}\n`)
  return conversion.value
}

function listStated({ ropeBase, trainedContextTokens }: StatedExtension): string[] {
  return [
    ...(ropeBase === null ? [] : [`RoPE base ${ropeBase}`]),
    ...(trainedContextTokens === null ? [] : [`original context ${trainedContextTokens}`]),
  ]
}

function resolveGeometry(
  options: FrequencyOptions,
  stated: Omit<StatedExtension, 'extension'>,
): RotaryGeometry {
  const { model, headDim } = options
  const base = options.base ?? stated.ropeBase ?? undefined
  const trainedContext = options.trainedContext ?? stated.trainedContextTokens ?? undefined
  if (model !== undefined) {
    if (headDim !== undefined || options.base !== undefined)
      throw refuse('both --model and --head-dim or --base')
    const { rotary } = readModel(
      model,
      trainedContext === undefined ? {} : { trainedContextTokens: trainedContext },
    )
    return { ...rotary, ropeBase: stated.ropeBase ?? rotary.ropeBase }
  }
  if (headDim === undefined || base === undefined || trainedContext === undefined)
    throw refuse('neither --model nor all of the three numbers')
  return { rotaryDimensions: headDim, ropeBase: base, trainedContextTokens: trainedContext }
}

function refuse(given: string): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `Unclear which rotary geometry: ${given}. Expected --model FILE, or --head-dim, --base and --trained-context. ` +
      'Give one or the other.',
  )
}

function formatDescription(description: FrequencyDescription): string {
  const rows = description.inverseFrequencies.map((frequency, pair) => [
    String(pair),
    frequency.toPrecision(7),
    formatNumber(description.wavelengthsTokens[pair], 2),
    formatNumber(description.rotationsAtTrainedContext[pair], 4),
  ])
  const table = formatTable(
    [
      { name: 'pair', align: 'right' },
      { name: 'inverse frequency/(rad/token)', align: 'right' },
      { name: 'wavelength/tokens', align: 'right' },
      { name: 'rotations at L', align: 'right' },
    ],
    rows,
  )
  return `${description.extension}\nattention factor ${Number(description.attentionFactor.toPrecision(8))}\n\n${table}`
}

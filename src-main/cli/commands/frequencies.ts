/** `ropewalk frequencies`: the table an extension gives, without running a model. */
import type { Command } from 'commander'
import { RopewalkError, type RotaryGeometry } from '../../contract'
import { describeFrequencies, parseExtensionSpec, type FrequencyDescription } from '../../core/rope'
import { readModel } from '../../engine'
import { jsonOption, parseBase, parseCount } from '../commandOptions'
import type { CliContext } from '../context'
import { describeExtensions } from '../extensionHelp'
import { readExtensionFile } from '../readExtensionFile'
import { formatNumber, formatTable } from '../terminal/formatTable'

interface FrequencyOptions {
  readonly model?: string
  readonly headDim?: number
  readonly base?: number
  readonly trainedContext?: number
  readonly extension: string
  readonly context?: number
  readonly json?: true
}

export function addFrequencies(program: Command, context: CliContext): void {
  program
    .command('frequencies')
    .summary('the rotary frequencies an extension gives')
    .description(
      'Prints inverse frequencies, wavelengths and rotations at the trained context, for a model file or for three numbers.',
    )
    .option('--model <file>', 'GGUF file to take dimensions, base and trained context from')
    .option('--head-dim <d>', 'rotary dimensions of a head', parseCount)
    .option('--base <b>', 'RoPE base', parseBase)
    .option('--trained-context <tokens>', 'trained context; overrides that of --model', parseCount)
    .requiredOption('--extension <spec>', 'RoPE extension, e.g. yarn:scale=4')
    .option('--context <tokens>', 'context length of the run; default the trained context', parseCount)
    .addOption(jsonOption())
    .addHelpText('after', `\n${describeExtensions()}`)
    .action(async (options: FrequencyOptions) => {
      const geometry = resolveGeometry(options)
      const extension = parseExtensionSpec(options.extension)
      const contextTokens = options.context ?? geometry.trainedContextTokens
      const fileText = await readExtensionFile(extension)
      const description = describeFrequencies(extension, geometry, contextTokens, fileText)
      context.writeOut(
        options.json === true ? `${JSON.stringify(description, null, 2)}\n` : formatDescription(description),
      )
    })
}

function resolveGeometry(options: FrequencyOptions): RotaryGeometry {
  const { model, headDim, base, trainedContext } = options
  if (model !== undefined) {
    if (headDim !== undefined || base !== undefined) throw refuse('both --model and --head-dim or --base')
    return readModel(model, trainedContext === undefined ? {} : { trainedContextTokens: trainedContext })
      .rotary
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

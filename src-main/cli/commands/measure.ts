/** `ropewalk measure`: one text, one extension, every head observed. */
import { readFile } from 'node:fs/promises'
import {
  RopewalkError,
  type AppliedExtension,
  type BackendChoice,
  type EngineClient,
  type Evaluation,
  type ModelDescription,
  type Observation,
  type QuerySelection,
} from '../../contract'
import { parseExtensionSpec } from '../../core/rope'
import { checkMemory, decodeUtf8 } from '../../study'
import { toPlainText } from '../../tasks'
import { adviseMeasure } from '../adviseMeasure'
import type { CliContext } from '../context'
import { withEngine } from '../engine/withEngine'
import { readExtensionFile } from '../readExtensionFile'
import { formatMeasurement } from '../terminal/formatMeasurement'
import { toMeasureJson } from '../toMeasureJson'

export interface Measurement {
  readonly model: ModelDescription
  readonly extension: AppliedExtension
  readonly tokens: Int32Array
  readonly nllNats: Evaluation['nllNats']
  readonly observation: Observation
}

export interface MeasureOptions {
  readonly text: string
  readonly extension: string
  readonly tokens?: number
  readonly context?: number
  readonly trainedContext?: number
  readonly queries: QuerySelection
  readonly threads?: number
  readonly backend: BackendChoice
  readonly ignoreMemoryEstimate?: true
  readonly json?: true
}

export async function measureText(path: string, options: MeasureOptions, context: CliContext): Promise<void> {
  const text = await readText(options.text)
  const extensionFile = await readExtensionFile(parseExtensionSpec(options.extension))
  const measurement = await withEngine(context, options.backend, (client) =>
    measure(client, { path, text, extensionFile, options }, context),
  )
  context.writeOut(
    options.json === true
      ? `${JSON.stringify(toMeasureJson(measurement))}\n`
      : formatMeasurement(measurement),
  )
}

interface MeasureInput {
  readonly path: string
  readonly text: string
  readonly extensionFile: string | null
  readonly options: MeasureOptions
}

async function measure(
  client: EngineClient,
  { path, text, extensionFile, options }: MeasureInput,
  { signal }: CliContext,
): Promise<Measurement> {
  const trained = options.trainedContext === undefined ? {} : { trainedContextTokens: options.trainedContext }
  const requireMemory = (contextTokens: number, weights: 'loaded' | 'to-load') =>
    checkMemory(client, {
      path,
      contextTokens,
      settings: { ignoreMemoryEstimate: options.ignoreMemoryEstimate ?? false },
      weights,
      advise: (estimate) => adviseMeasure(estimate, weights, options),
    })
  await requireMemory(options.context ?? options.tokens ?? 1, 'to-load')
  const { modelId, description } = await client.loadModel({ path, ...trained }, { signal })
  const tokens = cut(await client.tokenize({ modelId, text, addSpecial: true }, { signal }), options)
  await requireMemory(options.context ?? tokens.length, 'loaded')
  const { sessionId, extension } = await client.openSession(
    {
      modelId,
      contextTokens: options.context ?? tokens.length,
      extension: options.extension,
      ...trained,
      ...(extensionFile === null ? {} : { extensionFile }),
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    },
    { signal },
  )
  const { nllNats, observation } = await client.evaluate(
    {
      sessionId,
      tokens,
      score: { first: 0, end: tokens.length },
      observation: { queries: options.queries },
    },
    { signal },
  )
  if (observation === null)
    throw new RopewalkError(
      'observation.unsupported',
      `No observation of this model: ${path}. Expected attention of every layer. Run inspect to see what it is.`,
    )
  return { model: description, extension, tokens, nllNats, observation }
}

/** The first tokens asked for; never fewer without a word. */
function cut(tokens: Int32Array, { tokens: wanted, text }: MeasureOptions): Int32Array {
  // The first token has no likelihood: a text of one token says nothing.
  const least = wanted ?? 2
  if (tokens.length < least)
    throw new RopewalkError(
      'text.tooShort',
      `Text too short: ${text} has ${tokens.length} tokens. Expected at least ${least}. ` +
        (wanted === undefined ? 'Give a longer text.' : 'Lower --tokens or give a longer text.'),
      { tokens: tokens.length, wanted: least },
    )
  return wanted === undefined ? tokens : tokens.slice(0, wanted)
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw new RopewalkError(
      'text.missing',
      `Text that cannot be read: ${path}. Expected a readable file. Check --text.`,
      { path, cause: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  })
  return toPlainText(path, decodeUtf8(bytes, path))
}

/** The order of the methods by divergence, against table 1 of the paper. Its numbers exceed ln 2; its order is what counts. */
import { computeKendallDistance, type KendallDistance } from '../statistics'
import { groupRows, joinKey } from './grouping'
import type { PatternRow } from './rows'

/** The paper's columns: plain RoPE, PI, what it calls NTK (a change of the base alone), YaRN. Null: another method. */
export type PaperMethod = 'none' | 'linear' | 'ntk' | 'yarn'

export interface MethodDivergence {
  /** What it is called in the result, distinct. */
  readonly label: string
  readonly method: PaperMethod | null
  readonly meanDivergenceNats: number
}

export interface MethodOrder {
  /** By rising mean divergence. */
  readonly observed: readonly MethodDivergence[]
  /** Against table 1, over the pairs that it tells apart; other methods are left out. */
  readonly distance: KendallDistance
  /** No pair stands the other way round; null where there is none to compare. */
  readonly matchesPaper: boolean | null
}

export interface PatternOrder extends MethodOrder {
  readonly model: string
  readonly contextTokens: number
  readonly beyondTrainedLength: boolean
}

/**
 * Table 1 of arXiv 2406.13282, rising. At 2048 tokens against LLaMA-2: RoPE (0) < YaRN ~ NTK < PI; at 8192 against
 * LLaMA-3: NTK ~ YaRN < PI < RoPE. Within the trained length an extension of divergence 0 is plain RoPE there (scale 1),
 * and has no place in the order.
 */
export function compareWithTableOne(
  divergences: readonly MethodDivergence[],
  row: 'within-training' | 'beyond-training',
): MethodOrder {
  const observed = divergences
    .filter(
      ({ method, meanDivergenceNats }) =>
        row === 'beyond-training' || method === 'none' || meanDivergenceNats > 0,
    )
    .toSorted((a, b) => a.meanDivergenceNats - b.meanDivergenceNats)
  const tiers = row === 'within-training' ? TIERS_WITHIN : TIERS_BEYOND
  const distance = computeKendallDistance(
    tiers.map((methods) =>
      observed.flatMap(({ label, method }) => (method !== null && methods.includes(method) ? [label] : [])),
    ),
    new Map(observed.map(({ label, meanDivergenceNats }) => [label, meanDivergenceNats])),
  )
  return { observed, distance, matchesPaper: distance.value === null ? null : distance.discordantPairs === 0 }
}

/** The column of the paper that an extension belongs to. */
export function toPaperMethod(extension: string): PaperMethod | null {
  const kind = extension.split(':')[0]
  if (kind === 'base') return 'ntk'
  return METHODS.find((method) => method === kind) ?? null
}

/** Orders by the divergences of finding 1, per model and length. */
export function comparePatternOrders(rows: readonly PatternRow[]): PatternOrder[] {
  const lengths = groupRows(rows, (row) => joinKey(row.model, row.contextTokens))
  return [...lengths.values()].map((group) => {
    const { model, contextTokens, trainedContextTokens } = group[0]
    const beyondTrainedLength = contextTokens > trainedContextTokens
    const order = compareWithTableOne(
      averageByExtension(group),
      beyondTrainedLength ? 'beyond-training' : 'within-training',
    )
    return { model, contextTokens, beyondTrainedLength, ...order }
  })
}

const METHODS: readonly PaperMethod[] = ['none', 'linear', 'ntk', 'yarn']
const TIERS_WITHIN: readonly (readonly PaperMethod[])[] = [['none'], ['yarn', 'ntk'], ['linear']]
const TIERS_BEYOND: readonly (readonly PaperMethod[])[] = [['yarn', 'ntk'], ['linear'], ['none']]

function averageByExtension(rows: readonly PatternRow[]): MethodDivergence[] {
  return [...groupRows(rows, (row) => row.extension)].flatMap(([extension, group]) => {
    const divergences = group.flatMap(({ divergenceNats }) => divergenceNats ?? [])
    if (divergences.length === 0) return []
    const total = divergences.reduce((sum, divergence) => sum + divergence, 0)
    const meanDivergenceNats = total / divergences.length
    return [{ label: extension, method: toPaperMethod(extension), meanDivergenceNats }]
  })
}

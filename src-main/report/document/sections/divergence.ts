/** Divergence of attention (the paper's table 1): every comparison with its reference, and the order it gives. */
import type { ExperimentContents } from '../../contents'
import { compareTableOne, type TableOneOrder } from '../../findings/tableOne'
import { computeDivergences, type DivergenceMeasure } from '../../measures/divergence'
import { listRefusals, type DivergenceReference } from '../../measures/divergenceReferences'
import {
  codeColumn,
  contextColumn,
  countColumn,
  extensionColumn,
  modelColumn,
  numberColumn,
  textColumn,
} from '../columns'
import type { Block, Column, Section, Table } from '../model'

/** Null where nothing can be held against anything. */
export function composeDivergence(contents: ExperimentContents): Section | null {
  const divergences = computeDivergences(contents)
  if (divergences.length === 0) return null
  const orders = compareTableOne(contents.manifest, divergences)
  const isNamed = new Set(divergences.map(({ task }) => task)).size > 1
  const blocks: Block[] = [
    ...composeOrders(orders, isNamed),
    { kind: 'table', presentation: 'open', table: tabulate(divergences, isNamed) },
    {
      kind: 'note',
      text:
        'Jensen–Shannon divergence, 0 to ln 2 = 0.693 nats. Of rows: mean over n samples, one per window, layer and head, with ' +
        'the 95% percentile bootstrap interval over windows. Of means: distributions averaged over windows first, by head, or ' +
        'over layers and heads too (all). Averaging first lowers the number. ' +
        'Bins: distance doubles from bin to bin; key fraction has equal bins of the key’s position as a fraction of the length.',
    },
  ]
  for (const refusal of listRefusals(contents.manifest)) blocks.push({ kind: 'note', text: refusal })
  return { id: 'divergence', title: 'Divergence of attention', blocks }
}

function composeOrders(orders: readonly TableOneOrder[], isNamed: boolean): Block[] {
  if (orders.length === 0) return []
  return [
    { kind: 'table', presentation: 'open', table: tabulateOrders(orders, isNamed) },
    {
      kind: 'note',
      text:
        'Table 1 of arXiv:2406.13282: within the trained length RoPE (0) < YaRN, NTK < PI; beyond it NTK, YaRN < PI < RoPE. Its ' +
        'numbers exceed ln 2, so their scale is not stated and only the order is compared; YaRN and NTK may stand either way ' +
        'round. Extensions that change nothing at a length (scale 1) are left out.',
    },
  ]
}

/** Tasks are named where there are several. */
function tabulate(divergences: readonly DivergenceMeasure[], isNamed: boolean): Table {
  return {
    caption: 'Divergence of attention from a reference, by model, extension and context length',
    columns: [
      ...(isNamed ? [textColumn('Task')] : []),
      modelColumn,
      extensionColumn,
      contextColumn,
      textColumn('Reference'),
      textColumn('Bins'),
      ...grouped('Of rows (nats)', [
        numberColumn('JS', '', 4),
        numberColumn('95% low', '', 4),
        numberColumn('95% high', '', 4),
      ]),
      ...grouped('Of means (nats)', [numberColumn('By head', '', 4), numberColumn('All', '', 4)]),
      countColumn('n'),
    ],
    rows: divergences.map((measure) => [
      ...(isNamed ? [measure.taskName] : []),
      measure.variant.modelLabel,
      measure.variant.extension,
      measure.contextTokens,
      describeReference(measure.reference),
      measure.reference.alignment.replace('-', ' '),
      measure.perWindowNats.value,
      measure.perWindowNats.interval?.low ?? null,
      measure.perWindowNats.interval?.high ?? null,
      measure.ofMeanRowsNats.value,
      measure.ofGrandMeanNats.value,
      measure.samples,
    ]),
  }
}

function tabulateOrders(orders: readonly TableOneOrder[], isNamed: boolean): Table {
  return {
    caption: 'Order of the methods by divergence, against table 1 of the paper',
    columns: [
      ...(isNamed ? [textColumn('Task')] : []),
      textColumn('Reference'),
      contextColumn,
      textColumn('Models'),
      codeColumn('Order, closest first (nats)'),
      textColumn('As in the paper'),
      numberColumn('Kendall distance', '', 2),
    ],
    rows: orders.map(({ taskName, reference, contextTokens, models, observed, matchesPaper, distance }) => [
      ...(isNamed ? [taskName] : []),
      `${describeReference(reference)}, by ${reference.alignment.replace('-', ' ')}`,
      contextTokens,
      models === 'trained' ? 'trained with their extension' : 'one model, not fine-tuned',
      observed
        .map(({ label, meanDivergenceNats }) => `${label} ${meanDivergenceNats.toFixed(4)}`)
        .join(' < '),
      matchesPaper === true ? 'yes' : 'no',
      distance.value,
    ]),
  }
}

/** `base · none, 256 tokens`. */
function describeReference({ variant, contextTokens }: DivergenceReference): string {
  return `${variant.label}, ${contextTokens.toLocaleString('en-US')} tokens`
}

function grouped(group: string, columns: readonly Column[]): Column[] {
  return columns.map((column) => ({ ...column, group }))
}

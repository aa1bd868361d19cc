/** The statistics behind the findings' sentences, each with n and interval. */
import { adjustByHolm, type Statistic, type TestResult } from '../../../core/statistics'
import type {
  CheckpointComparison,
  PatternFinding,
  TrainingLengthFinding,
  UncertaintyFinding,
} from '../../../core/findings'
import type { Findings, TaskFinding } from '../../findings/findingsOf'
import { stateFindings, type StatedFinding } from '../../findings/statements'
import {
  contextColumn,
  countColumn,
  extensionColumn,
  modelColumn,
  numberColumn,
  textColumn,
} from '../columns'
import type { Block, Column, Section, TableValue } from '../model'
import { composePatternLink } from './patternLink'

export function composeFindings(findings: Findings): Section {
  const { pattern, uncertainty, trainingLength } = stateFindings(findings)
  const blocks: Block[] = [
    ...compose(pattern, composePattern),
    ...compose(uncertainty, composeUncertainty),
    ...compose(trainingLength, composeTrainingLength),
  ]
  return { id: 'findings', title: 'The findings and their statistics', blocks }
}

/** @param blocksOf statistics behind a statement */
function compose<F>(
  stated: readonly StatedFinding<F>[],
  blocksOf: (told: TaskFinding<F>) => readonly Block[],
): Block[] {
  return stated.flatMap(({ statement, told }): Block[] => [
    { kind: 'findings', findings: [statement] },
    ...(told === null ? [] : blocksOf(told)),
  ])
}

const REMARK = textColumn('Remark')

const STATISTIC_COLUMNS: readonly Column[] = [
  numberColumn('Value', '', 4),
  numberColumn('95% low', '', 4),
  numberColumn('95% high', '', 4),
  countColumn('n'),
  REMARK,
]

function toCells(statistic: Statistic): TableValue[] {
  const { value, interval, n, reason, intervalReason } = statistic
  return [value, interval?.low ?? null, interval?.high ?? null, n, reason ?? intervalReason ?? '']
}

/** A rank statistic without an interval comes from too few rows to be given. */
function toRankCells(statistic: Statistic): TableValue[] {
  return toCells(statistic.interval === null ? { ...statistic, value: null } : statistic)
}

function composePattern({ finding, ...named }: TaskFinding<PatternFinding>): Block[] {
  const blocks: Block[] = []
  if (finding.comparisons.length > 0)
    blocks.push(
      open(
        'Divergence of attention from the reference: none minus extension (nats; positive: the extension is closer)',
        [modelColumn, extensionColumn, contextColumn, ...STATISTIC_COLUMNS],
        finding.comparisons.map(({ model, extension, contextTokens, differenceNats }) => [
          model,
          extension,
          contextTokens ?? 'all beyond L',
          ...toCells(differenceNats),
        ]),
      ),
    )
  const { perplexity, passesByTask } = finding
  const correlations: (readonly [string, Statistic])[] = [
    ['Spearman rho of divergence and rise of ln PPL, over points', ofPoints(perplexity)],
    ...passesByTask.map(({ name, isAlone, link }): readonly [string, Statistic] => [
      `Spearman rho of divergence and failure rate${isAlone ? '' : ` of ${name}`}, over points`,
      ofPoints(link),
    ]),
  ]
  blocks.push(
    open(
      'Does what is lost follow the divergence? Points are an extension at a length beyond the trained one',
      [textColumn('Statistic'), ...STATISTIC_COLUMNS],
      correlations.map(([name, statistic]) => [name, ...toRankCells(statistic)]),
    ),
    ...composePatternLink(finding, named),
  )
  return blocks
}

/** A rank correlation is over its points; the windows and prompts they are means of are what is resampled. */
function ofPoints({
  points,
  correlation,
}: {
  points: readonly unknown[]
  correlation: Statistic
}): Statistic {
  return { ...correlation, n: points.length }
}

function composeUncertainty({ finding }: TaskFinding<UncertaintyFinding>): Block[] {
  const { pooled, groups, byFailure, notes, excludedRows } = finding
  const hasDepths = pooled.byDepth.length > 0
  const length = pooled.subtasks > 1 ? 'length and subtask' : 'length'
  const rows: (readonly [string, Statistic])[] = [
    [`AUROC of entropy, within ${length}`, pooled.withinLength.entropy],
    [`AUROC of entropy / ln n, within ${length}`, pooled.withinLength.normalizedEntropy],
    [`AUROC of entropy, within ${length}, model and extension`, pooled.withinExtension.entropy],
    ...(hasDepths ? [['AUROC of entropy, within depth', pooled.withinDepth.entropy] as const] : []),
    ['AUROC of entropy, all answers', pooled.overall.entropy],
    ['AUROC of entropy / ln n, all answers', pooled.overall.normalizedEntropy],
    ['Spearman rho of entropy and failure, given length', pooled.partialCorrelation],
  ]
  const topK = [
    { name: length, overlap: pooled.topKByLength },
    ...(hasDepths ? [{ name: 'depth', overlap: pooled.topKByDepth }] : []),
  ]
  const blocks: Block[] = [
    open(
      'Does entropy tell failures from passes? All models and extensions together, unless said',
      [textColumn('Statistic'), ...STATISTIC_COLUMNS],
      rows.map(([name, statistic]) => [name, ...toRankCells(statistic)]),
    ),
    open(
      'Failures among the highest entropies (top k, permutation within strata)',
      [
        textColumn('Strata'),
        numberColumn('Overlap', '', 1),
        numberColumn('By chance', '', 1),
        countColumn('Failures'),
        countColumn('Strata used'),
        countColumn('of'),
        countColumn('n'),
        numberColumn('p', '', 4),
        REMARK,
      ],
      topK.map(({ name, overlap }) => [
        `same ${name}`,
        overlap.overlap,
        overlap.expectedByChance,
        overlap.positives,
        overlap.informativeStrata,
        overlap.strata,
        overlap.n,
        overlap.test.pValue,
        describeTest(overlap.test),
      ]),
    ),
  ]
  if (byFailure.length > 0)
    blocks.push(
      open(
        'Length-controlled AUROC of entropy by class of failure: failed answers of one class against all that passed',
        [
          textColumn('Failed as'),
          countColumn('Failed'),
          countColumn('With an entropy'),
          ...STATISTIC_COLUMNS,
        ],
        byFailure.map(({ failure, failed, measured, entropy }) => [
          failure,
          failed,
          measured,
          ...toRankCells(entropy),
        ]),
      ),
    )
  if (groups.length > 1)
    blocks.push({
      kind: 'table',
      presentation: 'folded',
      table: {
        caption: 'Length-controlled AUROC of entropy by model and extension',
        columns: [
          modelColumn,
          extensionColumn,
          countColumn('Passed'),
          countColumn('Failed'),
          ...STATISTIC_COLUMNS,
        ],
        rows: groups.map(({ model, extension, statistics }) => [
          model,
          extension,
          statistics.passed,
          statistics.failed,
          ...toRankCells(statistics.withinLength.entropy),
        ]),
      },
    })
  if (excludedRows > 0)
    blocks.push({
      kind: 'note',
      text: `${excludedRows} answers generated nothing and have no entropy: empty ones are failures of their own class, and are ranked nowhere.`,
    })
  return [...blocks, ...notes.map((text): Block => ({ kind: 'note', text }))]
}

function composeTrainingLength({ finding }: TaskFinding<TrainingLengthFinding>): Block[] {
  const comparisons = [
    finding.longerAgainstShorter,
    finding.shorterAgainstStart,
    finding.longerAgainstStart,
  ].flatMap((each) => (each === null ? [] : [each.longLengths, ...each.byLength]))
  const { unit } = finding.longerAgainstShorter.longLengths
  const adjusted = adjustByHolm(comparisons.map(({ mcnemar }) => mcnemar.pValue))
  return [
    open(
      `Paired differences on the same ${unit}s (second minus first checkpoint)`,
      [
        textColumn('First'),
        textColumn('Second'),
        contextColumn,
        countColumn('Pairs'),
        ...grouped('Entropy (nats)', [
          numberColumn('Difference', '', 3),
          numberColumn('95% low', '', 3),
          numberColumn('95% high', '', 3),
          textColumn('Change'),
        ]),
        ...grouped('Pass rate', [
          numberColumn('Difference', '', 3),
          numberColumn('95% low', '', 3),
          numberColumn('95% high', '', 3),
        ]),
        numberColumn('McNemar p', '', 4),
      ],
      comparisons.map((comparison, row) => toComparisonRow(comparison, adjusted[row])),
    ),
    {
      kind: 'note',
      text:
        `Entropy differences within ${finding.entropyMarginNats} nats count as no change. McNemar’s test is exact and ` +
        'two-sided, its p adjusted by Holm for the number of tests in this table. Model files do not say whether checkpoints were ' +
        'trained on the same tokens and data: see where the models come from.',
    },
  ]
}

function grouped(group: string, columns: readonly Column[]): Column[] {
  return columns.map((column) => ({ ...column, group }))
}

function toComparisonRow(comparison: CheckpointComparison, adjustedPValue: number | null): TableValue[] {
  const { from, to, contextTokens, pairs, entropyNats, entropyChange, passRate } = comparison
  return [
    from,
    to,
    contextTokens ?? 'all long',
    pairs,
    entropyNats.value,
    entropyNats.interval?.low ?? null,
    entropyNats.interval?.high ?? null,
    entropyChange.replace('-', '\u00a0'),
    passRate.value,
    passRate.interval?.low ?? null,
    passRate.interval?.high ?? null,
    adjustedPValue,
  ]
}

function describeTest({ reason, method, permutations, seed }: TestResult): string {
  if (reason !== null) return reason
  return method === 'exact'
    ? 'exact'
    : `${permutations?.toLocaleString('en-US') ?? 0} permutations, seed ${seed}`
}

/** An open table; a column of remarks that has none is left out. */
function open(caption: string, columns: readonly Column[], rows: readonly (readonly TableValue[])[]): Block {
  const kept = columns.map((column, i) => column !== REMARK || rows.some((row) => row[i] !== ''))
  const table = {
    caption,
    columns: columns.filter((_, i) => kept[i]),
    rows: rows.map((row) => row.filter((_, i) => kept[i])),
  }
  return { kind: 'table', presentation: 'open', table }
}

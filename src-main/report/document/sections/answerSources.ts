/** Where wrong answers come from: what failed and passed answers attended to, and the words there. */
import type { AnswerOutcome, FinishedCell } from '../../../contract'
import type { ExperimentContents } from '../../contents'
import { computeAnswerSources, isInNeedle, type AnswerSources } from '../../measures/answerSources'
import { listTasksOf, titleOfTask, type NamedTask } from '../../measures/taskNames'
import { finishedCellsOf, listVariants, type Variant } from '../../measures/variants'
import {
  contextColumn,
  countColumn,
  extensionColumn,
  modelColumn,
  numberColumn,
  textColumn,
} from '../columns'
import type { Block, Column, Section, Table, TableValue } from '../model'

/** Null where no answer failed, or the file keeps no keys. */
export function composeAnswerSources(contents: ExperimentContents): Section | null {
  const blocks = listTasksOf(contents.manifest.spec.tasks, 'answer').flatMap((named) =>
    composeTask(contents, named),
  )
  if (blocks.length === 0) return null
  return { id: 'answer-sources', title: 'Where wrong answers come from', blocks: [...blocks, NOTE] }
}

const NOTE: Block = {
  kind: 'note',
  text:
    'Attention of the queries that predict the answer, mean over layers and heads. A token may have been copied where at least one ' +
    'head has its largest key on the same token; of several such keys the one of most heads counts. Words outside the needle carry ' +
    'the attention of the 8 largest keys of each row, so the numbers are lower bounds.',
}
const WORDS_SHOWN = 5
const FAILURES_SHOWN = 8
const COPIED_SHOWN = 6
const LONGEST_ANSWER = 48

function composeTask(contents: ExperimentContents, named: NamedTask): Block[] {
  const sources = computeAnswerSources(contents, named.task)
  if (sources.every(({ passed }) => passed)) return []
  const byLength = sources.filter(({ contextTokens }) => contextTokens !== null)
  return [
    {
      kind: 'table',
      presentation: 'open',
      table: tabulate(
        titleOfTask('Failed and passed answers of all lengths', named),
        sources.filter(({ contextTokens }) => contextTokens === null),
      ),
    },
    ...(byLength.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            presentation: 'folded' as const,
            table: tabulate(titleOfTask('Failed and passed answers by length', named), byLength),
          },
        ]),
    { kind: 'table', presentation: 'folded', table: tabulateFailures(contents, named) },
  ]
}

function tabulate(caption: string, sources: readonly AnswerSources[]): Table {
  const group = (name: string, columns: readonly Column[]) =>
    columns.map((column): Column => ({ ...column, group: name }))
  const byLength = sources.some(({ contextTokens }) => contextTokens === null) ? [] : [contextColumn]
  return {
    caption,
    columns: [
      modelColumn,
      extensionColumn,
      ...byLength,
      textColumn('Answers'),
      countColumn('n'),
      ...group('Attention (%)', [numberColumn('Needle', '', 2), numberColumn('First token', '', 2)]),
      ...group('Tokens copied from (%)', [
        numberColumn('Needle', '', 1),
        numberColumn('Elsewhere', '', 1),
        numberColumn('Nowhere', '', 1),
      ]),
      textColumn('Words attended to most outside the needle'),
    ],
    rows: sources.map((source): TableValue[] => {
      const { variant, contextTokens, passed, answers, tokens, fromNeedle, fromElsewhere } = source
      const share = (count: number) => (tokens === 0 ? null : (100 * count) / tokens)
      return [
        variant.modelLabel,
        variant.extension,
        ...(byLength.length > 0 ? [contextTokens] : []),
        passed ? 'passed' : 'failed',
        answers,
        100 * source.needleMass,
        100 * source.firstTokenMass,
        share(fromNeedle),
        share(fromElsewhere),
        share(tokens - fromNeedle - fromElsewhere),
        source.words
          .slice(0, WORDS_SHOWN)
          .map(({ word, weight }) => `${nameWord(word)} ${formatWeight(weight)}`)
          .join(' · '),
      ]
    }),
  }
}

/** The longest lengths first: there the wrong answers of interest stand. */
function tabulateFailures(contents: ExperimentContents, named: NamedTask): Table {
  const rows = listVariants(contents.manifest).flatMap((variant) =>
    finishedCellsOf(contents.cells, variant)
      .filter(({ task }) => task === named.task)
      .toSorted((a, b) => b.contextTokens - a.contextTokens)
      .flatMap((cell) => toFailureRow(variant, cell))
      .slice(0, FAILURES_SHOWN),
  )
  return {
    caption: titleOfTask(
      `Failed answers and the keys they attended to, up to ${FAILURES_SHOWN} of each model and extension`,
      named,
    ),
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      textColumn('Expected'),
      textColumn('Answer'),
      textColumn('Copied from'),
      textColumn('Attended to most: word at position'),
    ],
    rows,
  }
}

function toFailureRow(variant: Variant, { contextTokens, outcome }: FinishedCell): TableValue[][] {
  if (outcome.kind !== 'answer' || outcome.passed || outcome.attendedKeys === undefined) return []
  const keys = outcome.attendedKeys
  const words = keys
    .slice(0, WORDS_SHOWN)
    .map((key) => `${describeKey(outcome, key)} ${formatWeight(key.weight)}`)
  const copied = keys
    .flatMap((key) => key.copied.map(({ token, heads }) => ({ key, token, heads })))
    .toSorted((a, b) => a.token - b.token)
    .map(({ key, token, heads }) => `token ${token + 1}: ${describeKey(outcome, key)}, ${formatHeads(heads)}`)
  return [
    [
      variant.modelLabel,
      variant.extension,
      contextTokens,
      shorten(outcome.expected),
      shorten(outcome.answerText),
      listCopied(copied),
      words.join(' · '),
    ],
  ]
}

function listCopied(copied: readonly string[]): string {
  if (copied.length === 0) return 'nowhere'
  const more = copied.length - COPIED_SHOWN
  return [...copied.slice(0, COPIED_SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(' · ')
}

function formatHeads(heads: number): string {
  return heads === 1 ? '1 head' : `${heads} heads`
}

function describeKey(outcome: AnswerOutcome, { word, position }: { word: string; position: number }): string {
  const name = position === 0 ? 'first token' : nameWord(word)
  return `${name}${isInNeedle(outcome, position) ? ' (needle)' : ''} at ${position}`
}

/** White space and control tokens have no letters to show. */
function nameWord(word: string): string {
  if (word === '') return '(control token)'
  return word.trim() === '' ? '(space)' : word
}

function formatWeight(weight: number): string {
  return `${(100 * weight).toFixed(1)}%`
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > LONGEST_ANSWER ? `${line.slice(0, LONGEST_ANSWER)}…` : line
}

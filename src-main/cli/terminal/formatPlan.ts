/** The body of `plan`: what stands in the way, then sessions as they run, and their sums. */
import type { PlannedSession, SpecIssue, StudyPlan } from '../../contract'
import { formatBytes, formatCount } from './formatCount'
import { formatDuration } from './formatDuration'
import { formatFacts, formatTable, type TerminalColumn } from './formatTable'
import { safeText } from './safeText'
import { wrapText } from './wrapText'

const COLUMNS: readonly TerminalColumn[] = [
  { name: 'model', align: 'left' },
  { name: 'context', align: 'right' },
  { name: 'extension', align: 'left' },
  { name: 'cells', align: 'right' },
  { name: 'tokens', align: 'right' },
  { name: 'memory', align: 'right' },
  { name: 'time', align: 'right' },
]

export function formatPlan(plan: StudyPlan): string {
  const parts = [plan.issues.map(formatIssue).join(''), formatSessions(plan.sessions), formatSums(plan)]
  return parts.filter((part) => part !== '').join('\n')
}

function formatIssue({ where, message, level }: SpecIssue): string {
  const place = where === '' ? '' : `${where}: `
  return wrapText(safeText(`${level === 'error' ? 'refused' : 'warning'}: ${place}${message}`), '')
}

function formatSessions(sessions: readonly PlannedSession[]): string {
  if (sessions.length === 0) return ''
  const rows = sessions.map(
    ({ model, contextTokens, extension, cells, tokens, memory, estimatedMs, isRefused }) => [
      safeText(model),
      formatCount(contextTokens),
      safeText(extension),
      formatCount(cells),
      formatCount(tokens),
      formatBytes(memory.totalBytes),
      isRefused ? 'refused' : formatTime(estimatedMs),
    ],
  )
  return formatTable(COLUMNS, rows)
}

function formatSums({ cells, tokens, estimatedMs, diskBytes, memory }: StudyPlan): string {
  if (cells === 0 || memory === null) return ''
  return formatFacts([
    ['cells', formatCount(cells)],
    ['tokens', formatCount(tokens)],
    ['memory', `at most ${formatBytes(memory.totalBytes)}, ${formatBytes(memory.freeBytes)} are free`],
    ['file', `about ${formatBytes(diskBytes)}`],
    [
      'time',
      estimatedMs === null ? 'not known: this machine has not run anything yet' : formatTime(estimatedMs),
    ],
  ])
}

function formatTime(estimatedMs: number | null): string {
  return estimatedMs === null ? '-' : `about ${formatDuration(estimatedMs)}`
}

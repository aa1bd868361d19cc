/** A cell in words: its extension, context and place within its task. */
import { assertNever, type CellItem, type CellKey } from '@contract'
import { formatCount } from '../../format'
import type { Translate } from '../../i18n'

export function describeCell({ extension, contextTokens, item }: CellKey, t: Translate): string {
  const context = `${formatCount(contextTokens)} ${t('results.readout.tokens')}`
  return `${extension} · ${context} · ${describeItem(item, t)}`
}

function describeItem(item: CellItem, t: Translate): string {
  switch (item.kind) {
    case 'window':
      return t('run.window', { number: item.window + 1 })
    case 'prompt':
      return t('run.prompt', { depth: item.depthPercent, repeat: item.repeat + 1 })
    case 'sample':
      return t('run.sample', { subtask: item.subtask, number: item.sample + 1 })
    default:
      return assertNever(item)
  }
}

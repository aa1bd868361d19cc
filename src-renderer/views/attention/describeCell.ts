/** The cell under the cursor in words. */
import type { AttentionPane } from '@contract'
import { isSingleCell, showToken, type TileReading } from '../../attention/map'
import { formatSignificant } from '../../format'
import type { Translate } from '../../i18n'

/** `query 412 "The" → key 8 "pass": 0.0132`, and over how many cells where it is not a single one. */
export function describeCell(
  t: Translate,
  { tokenTexts }: Pick<AttentionPane, 'tokenTexts'>,
  reading: TileReading | null | undefined,
  pooling: 'max' | 'mean',
): string {
  if (!reading) return ''
  const { queries, keys, value } = reading
  const name = ({ first, end }: TileReading['keys']) =>
    end - first === 1 ? `${first} “${showToken(tokenTexts[first] ?? '')}”` : `${first}–${end - 1}`
  const cell = { query: name(queries), key: name(keys) }
  if (Number.isNaN(value)) return t('attention.reading.hidden', cell)
  const text = { ...cell, value: formatSignificant(value, 3) }
  if (isSingleCell(reading)) return t('attention.reading.exact', text)
  return t(pooling === 'max' ? 'attention.reading.max' : 'attention.reading.mean', text)
}

/** `all heads`, `layer 2`, `layer 2, head 3`. */
export function describeChoice(
  t: Translate,
  { layer, head }: { layer: number | null; head: number | null },
): string {
  if (layer === null) return t('attention.heads.all')
  return head === null ? t('attention.heads.layer', { layer }) : t('attention.heads.head', { layer, head })
}

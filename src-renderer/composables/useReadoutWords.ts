/** Words and numbers of chart read-outs in the current language. */
import { computed, type ComputedRef } from 'vue'
import type { ReadoutWords } from '../charts'
import { formatCount, formatSignificant } from '../format'
import { useMessages } from '../i18n'

export function useReadoutWords(): ComputedRef<ReadoutWords> {
  const { t } = useMessages()
  return computed(() => ({
    number: (value) =>
      value !== null && Number.isInteger(value) ? formatCount(value) : formatSignificant(value),
    heads: (n) => t('results.readout.heads', { n }),
    distance: t('results.readout.distance'),
    keyPosition: t('results.readout.keyPosition'),
    tokens: t('results.readout.tokens'),
    mean: t('results.readout.mean'),
    uniform: t('results.readout.uniform'),
    layer: t('results.readout.layer'),
    head: t('results.readout.head'),
  }))
}

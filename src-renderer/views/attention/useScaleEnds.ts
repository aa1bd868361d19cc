/** The values at the ends of the maps' colours, in words. */
import { computed } from 'vue'
import { logFloorText } from '../../attention/map'
import { formatSignificant } from '../../format'
import { useMessages } from '../../i18n'
import { useAttentionLink } from '../../stores/attentionLink'

export function useScaleEnds() {
  const { t } = useMessages()
  const link = useAttentionLink()
  return computed(() => {
    if (link.scale === 'log') return { low: `≤ ${logFloorText}`, high: '1' }
    if (link.scale === 'rank') return { low: t('attention.scale.least'), high: t('attention.scale.most') }
    return { low: '0', high: `≥ ${formatSignificant(Math.max(0, ...link.brightest.values()), 2)}` }
  })
}

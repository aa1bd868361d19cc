/** The chart colours of the theme in force, read from the tokens; changes with the theme. */
import type { ChartPalette } from '@report/charts'
import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'

const seriesColors = 8

export function useChartPalette(): ComputedRef<ChartPalette> {
  const root = document.documentElement
  const theme = shallowRef(root.dataset.theme)
  const observer = new MutationObserver(() => (theme.value = root.dataset.theme))
  observer.observe(root, { attributeFilter: ['data-theme'] })
  onScopeDispose(() => observer.disconnect())
  return computed(() => readPalette(root, theme.value))
}

/** @param _theme read anew for each */
function readPalette(root: HTMLElement, _theme: string | undefined): ChartPalette {
  const style = getComputedStyle(root)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    ink: token('ink'),
    mutedInk: token('ink-muted'),
    rule: token('rule-strong'),
    grid: token('chart-grid'),
    paper: token('paper'),
    grandMean: token('chart-mean'),
    reference: token('ink-muted'),
    thin: token('chart-thin'),
    series: Array.from({ length: seriesColors }, (_, index) => token(`series-${index}`)),
    fontFamily: token('font-text'),
  }
}

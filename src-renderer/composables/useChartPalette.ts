/** The chart colours of the theme in force, read from the tokens; changes with the theme. */
import type { ChartPalette } from '@report/charts'
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

const seriesColors = 8

export function useChartPalette(): Readonly<ShallowRef<ChartPalette>> {
  const root = document.documentElement
  const palette = shallowRef(readPalette(root))
  const observer = new MutationObserver(() => (palette.value = readPalette(root)))
  observer.observe(root, { attributeFilter: ['data-theme'] })
  onScopeDispose(() => observer.disconnect())
  return palette
}

function readPalette(root: HTMLElement): ChartPalette {
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

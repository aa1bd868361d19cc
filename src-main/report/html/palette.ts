/** Chart colours as CSS custom properties: the page decides what they are in light, in dark and on paper. */
import type { ChartPalette } from '../charts'

export const pagePalette: ChartPalette = {
  ink: 'var(--ink)',
  mutedInk: 'var(--muted)',
  rule: 'var(--rule)',
  grid: 'var(--grid)',
  paper: 'var(--paper)',
  grandMean: 'var(--red)',
  reference: 'var(--muted)',
  thin: 'var(--thin)',
  series: Array.from({ length: 8 }, (_, i) => `var(--s${i})`),
  fontFamily: 'inherit',
}

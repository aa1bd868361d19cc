/** Chart colours on white paper, for figures that stand alone. */
import type { ChartPalette } from '../charts'

/** The hues that the page gives its series in light. */
export const paperPalette: ChartPalette = {
  ink: '#1b232c',
  mutedInk: '#5c6772',
  rule: '#a9b2ba',
  grid: '#e9ecef',
  paper: '#ffffff',
  grandMean: '#c0282d',
  reference: '#5c6772',
  thin: '#8d99a5',
  series: ['#39434d', '#b8500f', '#12776b', '#215fa6', '#8c4f93', '#8f6b00', '#4f7a1c', '#b23a6b'],
  fontFamily: 'inherit',
}

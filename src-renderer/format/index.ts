/** Numbers with units in the current language. A dash stands for what is not known. */
export { formatBytes } from './formatBytes'
export { formatDuration } from './formatDuration'
export { formatCount, formatDecimal, formatPercent, formatSignificant, formatWeight } from './formatNumber'

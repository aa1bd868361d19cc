import { currentLanguage } from '../i18n'

const unknown = '–'

/** Whole numbers with thousands separated. */
export function formatCount(value: number | null): string {
  return write(value, { maximumFractionDigits: 0 })
}

export function formatDecimal(value: number | null, digits = 2): string {
  return write(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** At most `digits` significant digits, without trailing zeros; powers of ten beyond a million or below 1e-4. */
export function formatSignificant(value: number | null, digits = 4): string {
  if (
    value !== null &&
    value !== 0 &&
    Number.isFinite(value) &&
    (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7)
  )
    return value.toExponential(digits - 1)
  return write(value, { maximumSignificantDigits: digits })
}

/** Four decimals, so that columns line up; powers of ten where those would show nothing. */
export function formatWeight(value: number | null): string {
  if (value !== null && value !== 0 && Math.abs(value) < 5e-4) return value.toExponential(1)
  return formatDecimal(value, 4)
}

/** `fraction` in 0 .. 1. */
export function formatPercent(fraction: number | null, digits = 0): string {
  return write(fraction, { style: 'percent', maximumFractionDigits: digits })
}

function write(value: number | null, options: Intl.NumberFormatOptions): string {
  if (value === null || Number.isNaN(value)) return unknown
  // What rounds to zero has no sign.
  return new Intl.NumberFormat(currentLanguage(), { signDisplay: 'negative', ...options }).format(value)
}

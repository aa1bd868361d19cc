/** Numbers as a reader sees them: fixed digits, thousands apart, a dash where there is none. */
import type { Column, TableValue } from '../document/model'

export function formatValue(value: TableValue, column: Column): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  return formatNumber(value, column.digits)
}

function formatNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e7 && digits > 0) return value.toExponential(2).replace('e+', 'e')
  if (magnitude > 0 && magnitude < 0.5 * 10 ** -digits && digits > 0)
    return value.toExponential(1).replaceAll('-', '−')
  const [whole, fraction] = magnitude.toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const sign = value < 0 && Number(magnitude.toFixed(digits)) !== 0 ? '−' : ''
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`)
}

import { formatSignificant } from './formatNumber'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Three digits in the largest binary unit that keeps the number above 1. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null || !Number.isFinite(bytes)) return '–'
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)),
  )
  return `${formatSignificant(bytes / 1024 ** power, 3)} ${units[power]}`
}

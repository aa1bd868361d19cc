/** `8 s`, `2 min 05 s`, `1 h 12 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

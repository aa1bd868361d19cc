/** Large numbers for people. */

/** `1,204,224`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US')
}

/** `812 MiB`, `4.1 GiB`. */
export function formatBytes(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`
}

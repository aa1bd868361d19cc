/** A file name that TeX reads without quoting: what it would take for a command, a comment or a gap becomes a dash. */
export function toTexName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-')
}

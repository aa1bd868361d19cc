/**
 * A printed PDF with the experiment's date instead of the printing's, so that the same report has the same bytes wherever
 * the same browser prints it. Dates keep their length, so no offset in the file moves.
 */
export function fixDates(pdf: Uint8Array, createdAt: string): Uint8Array {
  const fixed = Uint8Array.from(pdf)
  const text = new TextDecoder('latin1').decode(pdf)
  const digits = createdAt.replace(/\D/g, '').slice(0, 14).padEnd(14, '0')
  for (const match of text.matchAll(/\/(?:CreationDate|ModDate) ?\(D:(\d{14})/g)) {
    const start = match.index + match[0].length - digits.length
    fixed.set(new TextEncoder().encode(digits), start)
  }
  return fixed
}

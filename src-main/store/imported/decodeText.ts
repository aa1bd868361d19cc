/** The bytes of another tool's text file: UTF-8, or the UTF-16 that redirecting a program's output gives on Windows. */

export function decodeText(content: Uint8Array): string {
  return new TextDecoder(findEncoding(content)).decode(content)
}

/** By the byte order mark; without one by the zero bytes that UTF-16 has in a plain text and UTF-8 never has. */
function findEncoding([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (second === 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && third === 0) return 'utf-16be'
  return 'utf-8'
}

/** JSON as people have it: with a byte order mark, comments, commas too many, single quotes or Python's words. */

/** Strings, comments, Python's constants, and commas before a closing bracket; everything else stays. */
const PARTS =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\b(?:True|False|None)\b/g

const constants: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' }

/** @throws SyntaxError for what is no object or list in any of these forms */
export function parseLenientJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(plain)
  } catch {
    return JSON.parse(dropExtraCommas(plain.replace(PARTS, toJson)))
  }
}

function toJson(part: string): string {
  if (part.startsWith('"')) return part
  if (part.startsWith("'")) return JSON.stringify(part.slice(1, -1).replaceAll("\\'", "'"))
  return constants[part] ?? ' '
}

function dropExtraCommas(text: string): string {
  return text.replaceAll(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, word?: string) => word ?? '')
}

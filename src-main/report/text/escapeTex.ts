/** Text from files and people as TeX that prints it letter for letter, under pdfTeX, XeTeX and LuaTeX. */
export function escapeTex(text: string): string {
  return (
    text
      .replace(/[\uE000-\uE002]/g, '\uFFFD')
      .replace(/\s*[\r\n]\s*/g, ' ')
      .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => `\uE000${run}\uE001`)
      // Two of a kind would join into a dash or a low quotation mark.
      .replace(/([-,])(?=\1)/g, '$1\uE002')
      .replace(
        /[^ -~À-ÿ]|[\\{}[\]*$&#_^~%"<>|`']/gu,
        (character) => SPELLINGS.get(character) ?? nameUnknown(character),
      )
  )
}

/** Letters outside Latin-1 print as their code point: pdfTeX would stop at them. */
function nameUnknown(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `{[U+${code}]}`
}

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['#', '\\#'],
  ['_', '\\_'],
  // After a line break a star or a bracket would be an argument of it, and a bracket ends that of \\item.
  ['*', '{*}'],
  ['[', '{[}'],
  [']', '{]}'],
  ['^', '\\textasciicircum{}'],
  ['~', '\\textasciitilde{}'],
  ['%', '\\%'],
  ['"', '\\textquotedbl{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  ['`', '\\textasciigrave{}'],
  ["'", '\\textquotesingle{}'],
  ['–', '--'],
  ['—', '---'],
  ['−', '\\ensuremath{-}'],
  ['×', '\\ensuremath{\\times}'],
  ['·', '\\ensuremath{\\cdot}'],
  ['…', '\\dots{}'],
  ['‘', '`'],
  ['’', "'"],
  ['“', '``'],
  ['”', "''"],
  ['≤', '\\ensuremath{\\leq}'],
  ['≥', '\\ensuremath{\\geq}'],
  ['≈', '\\ensuremath{\\approx}'],
  ['→', '\\ensuremath{\\rightarrow}'],
  ['Σ', '\\ensuremath{\\Sigma}'],
  ['Δ', '\\ensuremath{\\Delta}'],
  ['θ', '\\ensuremath{\\theta}'],
  ['τ', '\\ensuremath{\\tau}'],
  ['ρ', '\\ensuremath{\\rho}'],
  ['π', '\\ensuremath{\\pi}'],
  ['√', '\\ensuremath{\\surd}'],
  ['∞', '\\ensuremath{\\infty}'],
  ['\u00a0', '~'],
  ['\u2009', '\\,'],
  ['\u202f', '\\,'],
  ['\uE000', '\\textsuperscript{'],
  ['\uE001', '}'],
  ['\uE002', '{}'],
  ['⁻', '\\ensuremath{-}'],
  ...Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (digit, value): [string, string] => [digit, String(value)]),
])

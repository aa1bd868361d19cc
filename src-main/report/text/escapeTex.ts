/** Text from files and people as TeX that prints it letter for letter, under pdfTeX, XeTeX and LuaTeX. */
export function escapeTex(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => `\uE000${run}\uE001`)
    .replace(
      /[^ -~À-ÿ]|[\\{}$&#_^~%"<>|`']/gu,
      (character) => SPELLINGS.get(character) ?? nameUnknown(character),
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
  ['⁻', '\\ensuremath{-}'],
  ...Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (digit, value): [string, string] => [digit, String(value)]),
])

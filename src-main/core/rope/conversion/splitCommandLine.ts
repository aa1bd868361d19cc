/** The words of a command line as a shell splits it, lines continued with `\`, `^` or a backtick put together. */
export function splitCommandLine(text: string): string[] {
  const joined = text.replaceAll(/[\\^`][ \t]*\r?\n/g, ' ')
  const words = joined.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\["'\\ ]|[^\s'"])+/g) ?? []
  return words.map(unquote)
}

function unquote(word: string): string {
  return word.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(["' ])/g,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? escaped ?? '',
  )
}

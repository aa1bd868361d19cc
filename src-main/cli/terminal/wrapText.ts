/** Sentences for a terminal: lines of at most 100 characters, broken at spaces, with an indent. */

const LINE_WIDTH = 100

export function wrapText(text: string, indent: string): string {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length + word.length > LINE_WIDTH && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = indent
    }
    line += `${word} `
  }
  lines.push(line.trimEnd())
  return `${lines.join('\n')}\n`
}

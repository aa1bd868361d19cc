/**
 * Text from files and people as Markdown that shows it letter for letter: no markup, no HTML, no link of its own. Runs of white
 * space and line ends become one space, as Markdown shows them.
 *
 * Source: CommonMark 0.31, backslash escapes (6.1; only before ASCII punctuation) and list markers (5.2: digits make one only
 * before `.` or `)` and a space); GitHub's extended autolinks (`www.`, schemes, e-mail addresses).
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~#&$@]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?= |$)/, '$1\\$2')
    .replace(/(https?|ftp|mailto|xmpp|www)([:.])/gi, '$1\\$2')
}

/** A spec string or hash in a fixed width; the fence is longer than any run of backquotes inside. */
export function toCodeSpan(text: string): string {
  const plain = text.replace(/\s+/gu, ' ')
  // Markdown has no empty code span, and one of spaces alone shows none of them.
  if (plain.trim() === '') return ''
  const longest = Math.max(0, ...Array.from(plain.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const isStripped = plain.startsWith(' ') && plain.endsWith(' ')
  const space = plain.startsWith('`') || plain.endsWith('`') || isStripped ? ' ' : ''
  return `${fence}${space}${plain}${space}${fence}`
}

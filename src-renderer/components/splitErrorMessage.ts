/**
 * Error messages are `<what is wrong>: <value>. Expected <x>. <what you can do>.`: the last sentence is the remedy.
 * A message of one sentence has none.
 */
export function splitErrorMessage(message: string): { cause: string; remedy: string } {
  const sentences = message.trim().split(/(?<=[.!?)])\s+(?=\p{Lu})/u)
  if (sentences.length === 1) return { cause: message.trim(), remedy: '' }
  return { cause: sentences.slice(0, -1).join(' '), remedy: sentences[sentences.length - 1] }
}

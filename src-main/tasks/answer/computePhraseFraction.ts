/** The fraction of phrases that stand in a text, in any case of letters, with any white space between words: 0 .. 1. */
export function computePhraseFraction(text: string, phrases: readonly string[]): number {
  const searched = flatten(text)
  return phrases.filter((phrase) => searched.includes(flatten(phrase))).length / phrases.length
}

function flatten(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}

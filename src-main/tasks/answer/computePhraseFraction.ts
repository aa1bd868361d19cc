/** The fraction of phrases that stand in a text, in any case of letters, with any white space between words: 0 .. 1. */
export function computePhraseFraction(text: string, phrases: readonly string[]): number {
  const searched = flattenText(text)
  return phrases.filter((phrase) => searched.includes(flattenText(phrase))).length / phrases.length
}

/** In lower case, every run of white space as one space. */
export function flattenText(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}

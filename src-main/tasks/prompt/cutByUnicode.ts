/** Pieces of a text whose sentences do not end in a full stop and a space: Chinese, Thai, verse, code. */

/** Longer on average than these, pieces between full stops are no sentences: those of English books have about 120 characters. */
const LONGEST_AVERAGE = 400
/** What is longer by Unicode rules as well, as Thai is, is cut behind words at the length of a short sentence. */
const LONGEST_SENTENCE = 400
const SHORT_SENTENCE = 60

export function areSentences(pieces: readonly string[]): boolean {
  const characters = pieces.reduce((sum, piece) => sum + piece.length, 0)
  return characters <= LONGEST_AVERAGE * pieces.length
}

/**
 * The text cut behind its sentences by Unicode rules (Unicode Standard Annex 29, where a line break ends a sentence too), without
 * losing a character: white space behind a sentence begins the next piece.
 */
export function cutByUnicode(text: string): string[] {
  const pieces: string[] = []
  let space = ''
  for (const { segment } of sentences.segment(text)) {
    const written = segment.trimEnd()
    if (written !== '') pieces.push(...cutLong(space + written))
    space = (written === '' ? space : '') + segment.slice(written.length)
  }
  return pieces
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

function cutLong(piece: string): string[] {
  if (piece.length <= LONGEST_SENTENCE) return [piece]
  const cut: string[] = []
  let current = ''
  for (const { segment } of words.segment(piece)) {
    if (current.length >= SHORT_SENTENCE && segment.trim() !== '') {
      cut.push(current.trimEnd())
      current = current.slice(current.trimEnd().length)
    }
    current += segment
  }
  return [...cut, current]
}

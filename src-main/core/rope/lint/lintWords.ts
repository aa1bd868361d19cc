/** What each lint says, in English: for the command line, and for the window in that language. */
import type { RopeLint } from '../../../contract'

export interface LintWords {
  readonly title: string
  /** Facts of the lint stand in braces. */
  readonly text: string
}

export const lintWords = {
  'double-scaling': {
    title: 'A scale may be counted twice',
    text: 'The file carries {type} scaling but not the length before it, so {trained} tokens may already be the extended length. Set the trained length before using scale=auto.',
  },
  'already-extended': {
    title: 'Already extended',
    text: 'These weights were tuned under {type} scaling (factor {factor}) for {declared} tokens. The file asks for {native}; the extension “none” is not what it was trained with.',
  },
  'factors-by-allocation': {
    title: 'Two sets of factors',
    text: 'llama.cpp picks the long or the short factors by the context that is allocated. Ropewalk picks by the tokens a run reads against {trained}, and records which.',
  },
  'partial-rotary': {
    title: 'Heads rotate in part',
    text: '{rotary} of {head} channels rotate; the others carry no position. Extensions change only the rotated ones.',
  },
  'sliding-window': {
    title: 'Sliding-window layers',
    text: 'Some layers see only {window} tokens back (RoPE base {base}). They keep the file’s own rotations unless the set-up says otherwise.',
  },
  'trained-context-assumed': {
    title: 'Trained length taken on trust',
    text: 'A RoPE base of {base} often means a later stage on longer texts. The file states {trained} tokens; set another one if the model was first trained on fewer.',
  },
} as const satisfies Record<RopeLint['code'], LintWords>

/** The lint as a sentence. */
export function writeLint({ code, facts }: RopeLint): LintWords {
  const { title, text } = lintWords[code]
  return { title, text: text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole)) }
}

/** The words of the needle subtasks. */
import type { RulerTaskSpec } from '../../../contract'
import { passkeyIntroduction } from '../../prompt'
import type { ValueType } from '../drawValue'

export interface NiahWording {
  readonly numberDigits: number
  readonly maxNewTokens: number
  readonly writeNeedle: (type: ValueType, key: string, value: string) => string
  /** `answers`: values wanted; `query`: keys asked for, as a list in words. */
  readonly writeInstruction: (type: ValueType, answers: number) => string
  readonly writeQuestion: (type: ValueType, query: string, answers: number) => string
}

/** The template of NVIDIA/RULER `scripts/data/synthetic/constants.py`, answer prefix included; in the singular for one answer. */
const original: NiahWording = {
  numberDigits: 7,
  maxNewTokens: 128,
  writeNeedle: (type, key, value) => `One of the special magic ${type} for ${key} is: ${value}.`,
  writeInstruction: (type, answers) =>
    answers === 1
      ? `A special magic ${toSingular(type)} is hidden within the following text. Make sure to memorize it. ` +
        `I will quiz you about the ${toSingular(type)} afterwards.`
      : `Some special magic ${type} are hidden within the following text. Make sure to memorize it. ` +
        `I will quiz you about the ${type} afterwards.`,
  writeQuestion: (type, query, answers) =>
    answers === 1
      ? `What is the special magic ${toSingular(type)} for ${query} mentioned in the provided text? ` +
        `The special magic ${toSingular(type)} for ${query} mentioned in the provided text is`
      : `What are all the special magic ${type} for ${query} mentioned in the provided text? ` +
        `The special magic ${type} for ${query} mentioned in the provided text are`,
}

/** In the manner of the passkey test, whose words small models may have learned. */
const small: NiahWording = {
  numberDigits: 5,
  maxNewTokens: 48,
  writeNeedle: (_, key, value) =>
    `The pass key is ${value}. Remember it. ${value} is the pass key. This is for ${key}.`,
  writeInstruction: () => passkeyIntroduction,
  writeQuestion: (_, query, answers) =>
    `For ${query}: What ${answers === 1 ? 'is the pass key? The pass key is' : 'are the pass keys? The pass keys are'}`,
}

export const niahWordings: Readonly<Record<RulerTaskSpec['wording'], NiahWording>> = { original, small }

function toSingular(type: ValueType): string {
  return type.slice(0, -1)
}

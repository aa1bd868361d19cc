/** How an answer failed, from its words alone: the classes of docs/protocols.md. */
import type { AnswerFailure, AnswerOutcome } from '../../contract'
import { computeEditDistance } from './editDistance'
import { isRefusal } from './refusal'

/** What of an answer says how it failed. */
export type JudgedAnswer = Pick<AnswerOutcome, 'answerText' | 'expected' | 'passed' | 'passRule'>

/**
 * The first that holds: `empty`, nothing but white space; `overrun`, all that was wanted and more than it, so that the rule does not
 * find it; `slip`, a part of what was wanted, or nearly all of one; `refused`, the answer says that it has none; `lost`, the rest.
 *
 * @returns null for an answer that passed
 */
export function classifyFailure({
  answerText,
  expected,
  passed,
  passRule,
}: JudgedAnswer): AnswerFailure | null {
  if (passed) return null
  const answer = flatten(answerText)
  if (answer === '') return 'empty'
  const wanted = listWanted(flatten(expected), passRule)
  if (wanted.every((each) => isOverrun(answer, each))) return 'overrun'
  if (wanted.some((each) => isSlip(answer, each))) return 'slip'
  return isRefusal(answerText) ? 'refused' : 'lost'
}

function flatten(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}

/** References are joined by commas; any other expected answer is one. */
function listWanted(expected: string, passRule: string | undefined): string[] {
  return passRule === 'all-references' ? expected.split(', ') : [expected]
}

/** A number begins a run of digits; words stand as they are, a number at their end perhaps inside a longer one. */
function isOverrun(answer: string, wanted: string): boolean {
  if (!isNumber(wanted)) return answer.includes(wanted)
  return listNumbers(answer).some((number) => number.startsWith(toNumber(wanted)))
}

function isSlip(answer: string, wanted: string): boolean {
  if (isNumber(wanted)) {
    const number = toNumber(wanted)
    return listNumbers(answer).some((found) => found.startsWith(number) || isNear(found, number))
  }
  if (answer.includes(wanted)) return true
  const words = wanted.split(' ')
  if (words.length >= WORDS_IN_A_ROW) return holdsWordsInARow(answer, words)
  return listRuns(answer, words.length).some((run) => isNear(run, wanted))
}

/** One edit in every four characters: a digit left out, put in, changed, or two neighbours exchanged. Three digits are never near. */
function isNear(found: string, wanted: string): boolean {
  return computeEditDistance(found, wanted) <= Math.floor(wanted.length / CHARACTERS_PER_EDIT)
}

const CHARACTERS_PER_EDIT = 4

/** Single words of an English sentence stand in any English answer; three of them in their order are copied. */
const WORDS_IN_A_ROW = 3

function holdsWordsInARow(answer: string, words: readonly string[]): boolean {
  const searched = ` ${listWords(answer).join(' ')} `
  const bare = words.flatMap(listWords)
  return bare.some((_, first) => {
    const row = bare.slice(first, first + WORDS_IN_A_ROW)
    return row.length === WORDS_IN_A_ROW && searched.includes(` ${row.join(' ')} `)
  })
}

/** Words without the punctuation around them; inside they keep it, as the hyphens of a UUID. */
function listWords(text: string): string[] {
  return text.split(' ').flatMap((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || [])
}

function listRuns(text: string, length: number): string[] {
  const words = listWords(text)
  return words.map((_, first) => words.slice(first, first + length).join(' '))
}

function isNumber(text: string): boolean {
  return /^[0-9]+$/.test(text)
}

function listNumbers(text: string): string[] {
  return (text.match(/[0-9]+/g) ?? []).map(toNumber)
}

/** Without leading zeros, since a number is read as an integer. */
function toNumber(digits: string): string {
  return digits.replace(/^0+(?=[0-9])/, '')
}

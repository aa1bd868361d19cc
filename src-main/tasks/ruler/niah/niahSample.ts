/** One sample of a needle subtask. */
import { passkeyFiller } from '../../prompt'
import { drawValue } from '../drawValue'
import { frame, newline, type Piece, type Sample } from '../piece'
import { placeAmong } from '../placeAmong'
import type { SampleInput } from '../sampleInput'
import { drawNeedles } from './needles'
import { niahSubtasks, type NiahSettings, type NiahSubtask } from './subtasks'
import { niahWordings, type NiahWording } from './wording'

/** Units are lines of filler or of other needles, each on a line, or sentences of essays, joined by spaces. */
export function createNiahSample(subtask: NiahSubtask, input: SampleInput): Sample {
  const settings = niahSubtasks[subtask]
  const wording = niahWordings[input.wording]
  const { needles, queries, references, places } = drawNeedles(settings, wording, input)
  const pieces = needles.map(({ key, text }): Piece => ({
    text,
    role: queries.includes(key) ? 'needle' : 'context',
  }))
  const writeUnit = createUnits(settings, wording, needles[0].key, input)
  const instruction = frame(wording.writeInstruction(settings.valueType, references.length))
  const question = frame(wording.writeQuestion(settings.valueType, joinQueries(queries), references.length))
  const join = settings.haystack === 'essays' ? joinBySpaces : joinByLines
  return {
    fewestUnits: 1,
    mostUnits: Infinity,
    textUnits: settings.haystack === 'essays' ? input.sentences.length : null,
    askedDepthPercent: 100 * places[needles.findIndex(({ key }) => queries.includes(key))],
    references,
    maxNewTokens: wording.maxNewTokens,
    write: (units) => [
      instruction,
      frame('\n'),
      ...join(placeAmong(units, writeUnit, pieces, places)),
      frame('\n'),
      question,
    ],
  }
}

function createUnits(
  { haystack, keyType, valueType }: NiahSettings,
  { writeNeedle, numberDigits }: NiahWording,
  key: string,
  { sentences, random }: SampleInput,
): (unit: number) => string {
  switch (haystack) {
    case 'filler':
      return () => passkeyFiller.join(' ')
    case 'essays':
      return (unit) => sentences[unit % sentences.length]
    case 'needles':
      return createOtherNeedles()
  }

  function createOtherNeedles(): (unit: number) => string {
    const draw = random('haystack')
    const lines: string[] = []
    return (unit) => {
      while (lines.length <= unit) {
        const otherKey = drawValue(draw, keyType, numberDigits)
        const value = drawValue(draw, valueType, numberDigits)
        if (otherKey !== key) lines.push(writeNeedle(valueType, otherKey, value))
      }
      return lines[unit]
    }
  }
}

function joinByLines(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [newline, piece]))
}

function joinBySpaces(pieces: readonly Piece[]): Piece[] {
  return pieces.map(({ text, role }, index) => ({ role, text: index === 0 ? text : ` ${text}` }))
}

/** "a", "a, and b", "a, b, and c". */
function joinQueries(queries: readonly string[]): string {
  return queries.length === 1 ? queries[0] : `${queries.slice(0, -1).join(', ')}, and ${queries.at(-1)}`
}

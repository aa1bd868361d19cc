/** Why a cell that was evaluated again differs: it may have been asked something else. */
import { findTensor, type AnswerOutcome, type Cell, type Manifest, type NamedTensor } from '../../contract'

/** A cell with its tensors, of the file or evaluated again. */
export interface AskedCell {
  readonly cell: Cell
  readonly tensors: readonly NamedTensor[]
}

/** Needles found other places in texts with hardly any full stops from this minor version of the file on (docs/protocols.md). */
const FIRST_MINOR_OF_PLACES = 2

/**
 * Model and texts are the same by SHA-256 when cells are evaluated again, so that only the program can have made another prompt of
 * them. Null where the prompt is the same, or where the file keeps too little to tell.
 *
 * @returns a clause for the cell's line
 */
export function explainPrompt(
  { version, appVersion }: Pick<Manifest, 'version' | 'appVersion'>,
  before: AskedCell,
  after: AskedCell,
): string | null {
  const [kept, made] = [outcomeOf(before.cell), outcomeOf(after.cell)]
  if (kept === null || made === null) return null
  const [keptPrompt, madePrompt] = [promptOf(before), promptOf(after)]
  const isSame =
    keptPrompt === null || madePrompt === null
      ? isPlacedAlike(kept, made)
      : keptPrompt.length === madePrompt.length && keptPrompt.every((token, i) => token === madePrompt[i])
  if (isSame) return null
  const maker =
    version.major === 1 && version.minor < FIRST_MINOR_OF_PLACES
      ? `an older version (file version ${version.major}.${version.minor}, which placed needles otherwise in texts with hardly any full stops)`
      : `another version (Ropewalk ${appVersion})`
  return (
    `its prompt was made otherwise by ${maker}: ${describePrompt(kept)} in the file, ${describePrompt(made)} now. ` +
    'Model and texts are the same; run the experiment anew to measure this prompt'
  )
}

function outcomeOf(cell: Cell): AnswerOutcome | null {
  return cell.status === 'done' && cell.outcome.kind === 'answer' ? cell.outcome : null
}

function promptOf({ tensors }: AskedCell): readonly number[] | null {
  const tensor = findTensor(tensors, 'promptTokens')
  return tensor === undefined ? null : Array.from(tensor.data)
}

function isPlacedAlike(a: AnswerOutcome, b: AnswerOutcome): boolean {
  return (
    a.promptTokens === b.promptTokens &&
    a.needle.first === b.needle.first &&
    a.needle.end === b.needle.end &&
    a.expected === b.expected
  )
}

function describePrompt({ promptTokens, needle, placedDepthPercent }: AnswerOutcome): string {
  return `${promptTokens} tokens with the needle at token ${needle.first} (${placedDepthPercent.toFixed(1)} %)`
}

/** A haystack that already holds the answer measures nothing. */
import { RopewalkError } from '../../contract'
import { computeWholePhraseFraction } from '../answer'
import type { NeedleWording } from './protocols'

/**
 * @param text the whole haystack, before it is cut
 * @param wording with its key filled in
 * @throws RopewalkError `task.invalid` when the answer, or every phrase wanted, stands in the text
 */
export function checkHaystack(text: string, { answer, pass }: NeedleWording): void {
  const found =
    pass.rule === 'first-number'
      ? new RegExp(`(?<![0-9])${answer}(?![0-9])`).test(text)
      : computeWholePhraseFraction(text, [answer]) === 1 ||
        (pass.rule === 'all-phrases' && computeWholePhraseFraction(text, pass.phrases) === 1)
  if (!found) return
  throw new RopewalkError(
    'task.invalid',
    `Answer that stands in the haystack without the needle: ${answer.replace(/\.$/, '')}. Expected a haystack without it. ` +
      'Choose other texts or another needle.',
    { answer },
  )
}

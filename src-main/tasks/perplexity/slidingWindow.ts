/** Protocol `sliding-window`: windows that overlap, each token scored once with as much context as there is. */
import { RopewalkError } from '../../contract'
import type { ScoringWindow } from '../ports'
import { checkTextLength, countTextTokens, cutDocument, openWindow } from './windowRequest'
import type { WindowRequest } from './windowRequest'

/**
 * Starts 0, S, 2S, ... of the document, BOS before every window; the first window is scored whole, the others where they
 * reach beyond the one before (Press et al., arXiv 2108.12409; PI, arXiv 2306.15595). The last window ends with the document.
 *
 * @param strideTokens S, at most the text tokens of a window
 * @throws RopewalkError `text.tooShort`, `task.invalid`
 */
export function cutSlidingWindows(request: WindowRequest, strideTokens: number): ScoringWindow[] {
  const textTokens = countTextTokens(request)
  checkStride(strideTokens, textTokens)
  checkTextLength(request, request.windows * textTokens)
  const document = cutDocument(request)
  const windows = [openWindow(request, document.slice(0, textTokens))]
  for (let scored = textTokens, start = strideTokens; scored < document.length; start += strideTokens) {
    const end = Math.min(start + textTokens, document.length)
    windows.push(openWindow(request, document.slice(start, end), end - scored))
    scored = end
  }
  return windows
}

function checkStride(strideTokens: number, textTokens: number): void {
  if (strideTokens > textTokens)
    throw new RopewalkError(
      'task.invalid',
      `Stride longer than the window: ${strideTokens} tokens. Expected at most ${textTokens}, else tokens between two ` +
        'windows would never be scored. Lower `strideTokens` or leave shorter contexts out.',
      { strideTokens, textTokens },
    )
}

/** Protocol `full-window`: one whole window per document, every token scored. */
import type { ScoringWindow } from '../ports'
import { checkTextLength, countTextTokens, cutDocument, openWindow } from './windowRequest'
import type { WindowRequest } from './windowRequest'

/**
 * BOS and n - 1 tokens (n without BOS), all of them scored (jquesnelle/yarn `eval/perplexity.py --truncate`). The text is
 * parted into equal documents and a window is the *end* of its document, so that windows are disjoint and the last tokens
 * are the same ones under every context length.
 *
 * @throws RopewalkError `text.tooShort`
 */
export function cutFullWindow(request: WindowRequest): ScoringWindow {
  const textTokens = countTextTokens(request)
  checkTextLength(request, request.windows * textTokens)
  return openWindow(request, cutDocument(request).slice(-textTokens))
}

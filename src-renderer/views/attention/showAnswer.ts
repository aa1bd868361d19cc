/** Where a needle's pane begins: at the step that answers, and the needle it should look at. */
import type { useAttentionLink } from '../../stores/attentionLink'
import type { ReadyPane } from '../../stores/attentionPanes'

export function showAnswer(
  entry: ReadyPane | undefined,
  link: Pick<ReturnType<typeof useAttentionLink>, 'cursor' | 'queries'>,
): void {
  const { needle, answerQueries } = entry?.pane ?? {}
  if (!needle || !answerQueries) return
  link.cursor = { query: answerQueries.first, key: needle.first }
  link.queries = [answerQueries.first]
}

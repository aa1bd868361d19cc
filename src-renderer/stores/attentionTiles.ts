/** Tiles of a pane: the whole map at once, and the piece in sight as fine as it is wanted. Superseded questions are cancelled. */
import type { AttentionTile, HeadChoice, TileRequest } from '@contract'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { client } from '../client'

export type TilePiece = Pick<TileRequest, 'queries' | 'keys' | 'rows' | 'columns'>

/** What is wanted of which pane. */
export interface TileQuestion {
  readonly paneId: string
  readonly choice: HeadChoice
  readonly piece: TilePiece
  /** Changes when another answer to the same question is to be expected. */
  readonly state: string
}

const debounceMs = 60

/**
 * The last answer stays until the next is there.
 *
 * @param ask null where nothing is wanted
 * @param isAnswered whether the last answer will do
 */
export function useTile(
  ask: () => TileQuestion | null,
  onError: (thrown: unknown) => void,
  isAnswered: (answered: TilePiece, wanted: TilePiece) => boolean = () => false,
) {
  const tile = shallowRef<AttentionTile | null>(null)
  const answered = shallowRef<TileQuestion | null>(null)
  /** From the question on, not from the call on: what is shown until then answers another one. */
  const waiting = shallowRef(false)
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The newest question; one before it may still be answered. */
  let wanted: TileQuestion | null = null

  async function read(question: TileQuestion): Promise<void> {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    const { paneId, choice, piece } = question
    try {
      const answer = await client.attention.readTile({ paneId, ...choice, ...piece }, { signal })
      if (signal.aborted) return
      tile.value = answer
      answered.value = question
      if (wanted === question) waiting.value = false
    } catch (thrown) {
      if (signal.aborted) return
      if (wanted === question) waiting.value = false
      onError(thrown)
    }
  }

  watch(
    ask,
    (question) => {
      clearTimeout(timer)
      wanted = question
      const last = answered.value
      if (question === null) {
        controller.abort()
        waiting.value = false
        return
      }
      const sameMap = last !== null && toMapName(last) === toMapName(question)
      if (!sameMap) {
        answered.value = null
        tile.value = last?.paneId === question.paneId ? tile.value : null
      }
      if (sameMap && isAnswered(last.piece, question.piece)) {
        controller.abort()
        waiting.value = false
        return
      }
      waiting.value = true
      timer = setTimeout(() => void read(question), last === null || !sameMap ? 0 : debounceMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    controller.abort()
  })
  return { tile, answered, waiting }
}

function toMapName({ paneId, choice, state }: TileQuestion): string {
  return JSON.stringify([paneId, choice, state])
}

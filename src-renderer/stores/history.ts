/** Undo and redo over immutable values. */

export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** Edits of one key in a row, e.g. typing in one field, are one step. */
  readonly lastKey: string | null
}

const longest = 200

export function createHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], lastKey: null }
}

export function record<T>(history: History<T>, present: T, key: string | null = null): History<T> {
  const continues = key !== null && key === history.lastKey
  const past = continues ? history.past : [...history.past, history.present].slice(-longest)
  return { past, present, future: [], lastKey: key }
}

export function undo<T>({ past, present, future, lastKey }: History<T>): History<T> {
  const before = past.at(-1)
  if (before === undefined) return { past, present, future, lastKey }
  return { past: past.slice(0, -1), present: before, future: [present, ...future], lastKey: null }
}

export function redo<T>({ past, present, future, lastKey }: History<T>): History<T> {
  const [next] = future
  if (next === undefined) return { past, present, future, lastKey }
  return { past: [...past, present], present: next, future: future.slice(1), lastKey: null }
}

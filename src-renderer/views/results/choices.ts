/** Parts of a report in the order they stand in, each shown or not. */

export interface Choice {
  readonly id: string
  readonly label: string
  readonly shown: boolean
}

/** All of them shown, as they come. */
export function showAll(parts: readonly { readonly id: string; readonly label: string }[]): Choice[] {
  return parts.map(({ id, label }) => ({ id, label, shown: true }))
}

/** The one at `index` changes places with its neighbour. */
export function moveChoice(choices: readonly Choice[], index: number, by: 1 | -1): Choice[] {
  const moved = [...choices]
  const to = index + by
  if (to < 0 || to >= moved.length) return moved
  ;[moved[index], moved[to]] = [moved[to], moved[index]]
  return moved
}

/** Ids of what is shown; undefined where that is everything in the order of `parts`. */
export function listShown(
  choices: readonly Choice[],
  parts: readonly { readonly id: string }[],
): string[] | undefined {
  const shown = choices.filter((choice) => choice.shown).map(({ id }) => id)
  const isPlain = shown.length === parts.length && shown.every((id, index) => id === parts[index].id)
  return isPlain ? undefined : shown
}

/**
 * As a template says: its own first and in its order, then the rest, not shown. What it names and the experiment lacks is
 * passed over; all are shown where nothing would be left.
 */
export function arrangeChoices(
  parts: readonly { readonly id: string; readonly label: string }[],
  wanted: readonly string[] | undefined,
): Choice[] {
  const chosen = (wanted ?? []).flatMap((id) => parts.find((part) => part.id === id) ?? [])
  if (chosen.length === 0) return showAll(parts)
  const others = parts.filter(({ id }) => !chosen.some((part) => part.id === id))
  return [...showAll(chosen), ...others.map(({ id, label }) => ({ id, label, shown: false }))]
}

/** Choices stay as they are made; what is new comes last and is shown. */
export function takeUp(
  choices: readonly Choice[],
  parts: readonly { readonly id: string; readonly label: string }[],
): Choice[] {
  const kept = choices.flatMap(({ id, shown }) => {
    const part = parts.find((other) => other.id === id)
    return part === undefined ? [] : [{ ...part, shown }]
  })
  return [...kept, ...showAll(parts.filter(({ id }) => !choices.some((choice) => choice.id === id)))]
}

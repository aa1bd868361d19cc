/** Goes to what stands for a place of the draft; a place without a control of its own is shown by what it lies in. */

/** @param place as the plan names it, e.g. `tasks.1.windows` */
export function focusPlace(editor: HTMLElement, place: string): void {
  const shown = findPlace(editor, place.split('.'))
  if (shown === null) return
  for (
    let fold = shown.closest('details');
    fold !== null;
    fold = fold.parentElement?.closest('details') ?? null
  )
    fold.open = true
  const control = shown.querySelector<HTMLElement>('input, textarea, button')
  control?.focus({ preventScroll: true })
  shown.scrollIntoView({ block: 'nearest' })
}

function findPlace(editor: HTMLElement, steps: readonly string[]): Element | null {
  if (steps.length === 0) return null
  const place = CSS.escape(steps.join('.'))
  return editor.querySelector(`[data-place="${place}"]`) ?? findPlace(editor, steps.slice(0, -1))
}

/** Undo and redo belong to the text field that has the focus before they belong to the view. */

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

/** What is typed and counts only when typing ends, counts now. */
export function endTyping(): void {
  const focused = document.activeElement
  if (isTyping(focused) && focused instanceof HTMLElement) focused.blur()
}

/** @returns whether a text field took it */
export function editField(command: string): boolean {
  if ((command !== 'undo' && command !== 'redo') || !isTyping(document.activeElement)) return false
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else reaches a field's own undo history
  return document.execCommand(command)
}

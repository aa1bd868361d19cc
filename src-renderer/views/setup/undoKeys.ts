/** Undo and redo of the draft by keyboard; inside a text field the field's own undo comes first. */
import { isTyping } from '../../commands/fieldEditing'

interface Undoable {
  undo(): void
  redo(): void
}

export function handleUndoKeys(event: KeyboardEvent, target: Undoable): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return
  const key = event.key.toLowerCase()
  if (key !== 'z' && key !== 'y') return
  event.preventDefault()
  if (key === 'y' || event.shiftKey) target.redo()
  else target.undo()
}

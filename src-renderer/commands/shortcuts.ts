/** Keys as a person sees them; the menu owns those of its commands. */

export const shortcuts = {
  'command-palette': 'Ctrl+K',
  'show-models': 'Ctrl+1',
  'show-setup': 'Ctrl+2',
  'show-run': 'Ctrl+3',
  'show-results': 'Ctrl+4',
  'show-attention': 'Ctrl+5',
  'show-settings': 'Ctrl+,',
  'show-help': 'F1',
  open: 'Ctrl+O',
  save: 'Ctrl+S',
  'save-as': 'Ctrl+Shift+S',
  undo: 'Ctrl+Z',
  redo: 'Ctrl+Shift+Z',
  'export-report': 'Ctrl+E',
  'start-run': 'Ctrl+Enter',
  'cancel-run': 'Ctrl+.',
} as const

export type ShortcutId = keyof typeof shortcuts

export function isShortcutId(id: string): id is ShortcutId {
  return Object.hasOwn(shortcuts, id)
}

/** With the command key's sign on a Mac; null for a command without keys. */
export function writeKeys(id: string): string | null {
  if (!isShortcutId(id)) return null
  return navigator.userAgent.includes('Mac') ? shortcuts[id].replace('Ctrl', '⌘') : shortcuts[id]
}

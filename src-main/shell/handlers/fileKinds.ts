/** Kinds of files that dialogs offer. */
import type { FileKind } from './ports'

/** Whatever the window opens. */
export const anyKind: FileKind = { name: 'Ropewalk', extensions: ['ropewalk', 'gguf', 'json'] }

export const experimentKind: FileKind = { name: 'Ropewalk experiment', extensions: ['ropewalk'] }
export const templateKind: FileKind = { name: 'Report template', extensions: ['json'] }

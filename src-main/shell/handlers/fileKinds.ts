/** Kinds of files that dialogs offer. */
import type { FileKind } from './ports'

export const experimentKind: FileKind = { name: 'Ropewalk experiment', extensions: ['ropewalk'] }

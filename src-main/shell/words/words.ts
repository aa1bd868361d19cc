/** Words of the parts that the system draws: menus, questions, notifications. The page has its own messages. */
import type { MenuCommand } from '../../contract'

export interface ShellWords {
  readonly menus: Readonly<Record<'file' | 'edit' | 'view' | 'run' | 'window' | 'help' | 'recent', string>>
  readonly commands: Readonly<Record<MenuCommand, string>>
  readonly unsaved: Question<'save' | 'discard' | 'cancel'>
  readonly running: Question<'stop' | 'cancel'>
  readonly runDone: (done: number, failed: number) => string
  readonly runCancelled: (done: number, planned: number) => string
  readonly runFailed: string
}

export interface Question<A extends string> {
  readonly message: string
  readonly detail: string
  readonly answers: Readonly<Record<A, string>>
}

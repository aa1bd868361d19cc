/**
 * Everything that can be done, by name: the palette lists it, menus and shortcuts carry it out. A view registers its
 * commands while it is shown, before those of the same name that the frame has for every view.
 */
import type { MenuCommand } from '@contract'
import { onScopeDispose, shallowReactive } from 'vue'

export interface Command {
  /** `noun-verb`; a menu entry of the same name carries it out. */
  readonly id: MenuCommand | (string & {})
  /** In the current language; read each time it is shown. */
  title(): string
  /** Left out: always. */
  enabled?(): boolean
  run(): void | Promise<void>
}

/** By name; the newest of a name counts. */
const registered = shallowReactive(new Map<string, readonly Command[]>())

export function registerCommands(commands: readonly Command[]): () => void {
  for (const command of commands) registered.set(command.id, [...namesakesOf(command.id), command])
  return () => {
    for (const { id } of commands) {
      const left = namesakesOf(id).filter((other) => !commands.includes(other))
      if (left.length > 0) registered.set(id, left)
      else registered.delete(id)
    }
  }
}

function namesakesOf(id: string): readonly Command[] {
  return registered.get(id) ?? []
}

/** Registers them for as long as the component lives. */
export function useCommands(commands: readonly Command[]): void {
  onScopeDispose(registerCommands(commands))
}

export function listCommands(): Command[] {
  return [...registered.values()]
    .flatMap((namesakes) => namesakes.slice(-1))
    .filter((command) => command.enabled?.() ?? true)
}

/** False where nothing of that name can be done now. */
export function runCommand(id: string): boolean {
  const command = namesakesOf(id).at(-1)
  if (!command || !(command.enabled?.() ?? true)) return false
  void command.run()
  return true
}

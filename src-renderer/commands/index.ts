/**
 * Everything that can be done, by name: the palette lists it, menus and shortcuts carry it out. A view registers its
 * commands while it is shown; what is wider lives in App.vue.
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

const registered = shallowReactive(new Map<string, Command>())

export function registerCommands(commands: readonly Command[]): () => void {
  for (const command of commands) registered.set(command.id, command)
  return () => {
    for (const command of commands) if (registered.get(command.id) === command) registered.delete(command.id)
  }
}

/** Registers them for as long as the component lives. */
export function useCommands(commands: readonly Command[]): void {
  onScopeDispose(registerCommands(commands))
}

export function listCommands(): Command[] {
  return [...registered.values()].filter((command) => command.enabled?.() ?? true)
}

/** False where nothing of that name can be done now. */
export function runCommand(id: string): boolean {
  const command = registered.get(id)
  if (!command || !(command.enabled?.() ?? true)) return false
  void command.run()
  return true
}

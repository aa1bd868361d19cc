import { expect, it } from 'vitest'
import { listCommands, registerCommands, runCommand } from '../index'

it('carries out the newest command of a name, and the one before it once that is gone', () => {
  const done: string[] = []
  const createOpen = (title: string) => ({ id: 'open', title: () => title, run: () => void done.push(title) })
  const takeAway = registerCommands([createOpen('Open anything')])
  const leave = registerCommands([createOpen('Open a model')])
  expect(listCommands().map((command) => command.title())).toEqual(['Open a model'])
  expect(runCommand('open')).toBe(true)
  leave()
  expect(runCommand('open')).toBe(true)
  expect(done).toEqual(['Open a model', 'Open anything'])
  takeAway()
  expect(runCommand('open')).toBe(false)
  expect(listCommands()).toEqual([])
})

it('leaves out what cannot be done now', () => {
  const never = { id: 'save', title: () => 'Save', enabled: () => false, run: () => undefined }
  const takeAway = registerCommands([never])
  expect([runCommand('save'), listCommands()]).toEqual([false, []])
  takeAway()
})

import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { menuCommands } from '../../../contract'
import { chooseWords } from '../../words'
import { buildMenuTemplate, type MenuParts } from '../menuTemplate'

function build(change: Partial<MenuParts> = {}): MenuItemConstructorOptions[] {
  const parts: MenuParts = {
    words: chooseWords('en', 'en-GB'),
    platform: 'linux',
    recentPaths: [],
    run: vi.fn(),
    openPath: vi.fn(),
    ...change,
  }
  return buildMenuTemplate(parts).flatMap(flatten)
}

function flatten(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  return [item, ...(Array.isArray(item.submenu) ? item.submenu.flatMap(flatten) : [])]
}

test.each<NodeJS.Platform>(['linux', 'darwin', 'win32'])(
  'every command is in the menu of %s once, with a key of its own',
  (platform) => {
    const items = build({ platform })
    const ids = items.flatMap(({ id }) => (id === undefined ? [] : [id]))
    expect(ids.sort()).toEqual([...menuCommands].sort())
    const keys = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]))
    expect(new Set(keys).size).toBe(menuCommands.length)
  },
)

test('an entry tells the page its command, a recent file is opened', () => {
  const run = vi.fn()
  const openPath = vi.fn()
  const items = build({ run, openPath, recentPaths: ['/data/a.ropewalk'] })
  const click = (label: string) => {
    const item = items.find((each) => each.label === label)
    Reflect.apply(item?.click ?? (() => undefined), item, [])
  }
  click('Start Run')
  click('/data/a.ropewalk')
  expect(run).toHaveBeenCalledWith('start-run')
  expect(openPath).toHaveBeenCalledWith('/data/a.ropewalk')
})

test.each([
  ['system', 'zh-Hans-CN', '打开…'],
  ['zh-CN', 'en-US', '打开…'],
  ['en', 'zh-CN', 'Open…'],
  ['system', 'de-DE', 'Open…'],
] as const)('language %s on a system in %s says %s', (language, system, word) =>
  expect(chooseWords(language, system).commands.open).toBe(word),
)

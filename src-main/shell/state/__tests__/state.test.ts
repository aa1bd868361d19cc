import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findOpenPaths } from '../findOpenPaths'
import { LogFile } from '../LogFile'
import { OpenQueue } from '../OpenQueue'
import { RecentFiles } from '../RecentFiles'
import { setSessionMark } from '../SessionMark'
import { SettingsFile } from '../SettingsFile'
import { isReachable, keepWindowPlace } from '../WindowPlace'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ropewalk-state-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('settings are kept, and what is missing is the default', async () => {
  const settings = await SettingsFile.open(folder, '/data')
  expect(settings.current).toMatchObject({ theme: 'system', backend: 'auto', dataFolder: '/data' })
  await settings.change({ theme: 'dark', threads: 3 })
  expect((await SettingsFile.open(folder, '/data')).current).toMatchObject({
    theme: 'dark',
    threads: 3,
    language: 'system',
  })
})

test.each(['', 'not json', '{"theme":"pink"}', '[]'])(
  'settings that read %j are the defaults',
  async (text) => {
    writeFileSync(join(folder, 'settings.json'), text)
    expect((await SettingsFile.open(folder, '/data')).current.theme).toBe('system')
  },
)

test('a file opened again moves to the top of the recent ones', async () => {
  const recent = await RecentFiles.open(folder)
  for (const path of ['/a', '/b', '/a']) await recent.add(path)
  expect((await RecentFiles.open(folder)).paths).toEqual(['/a', '/b'])
})

test('an end without a word leaves a mark, a proper one does not', () => {
  expect(setSessionMark(folder).endedUnexpectedly).toBe(false)
  const second = setSessionMark(folder)
  expect(second.endedUnexpectedly).toBe(true)
  second.remove()
  expect(setSessionMark(folder).endedUnexpectedly).toBe(false)
})

test('only files that end as ours do are opened from a command line', () => {
  const args = ['--no-sandbox', 'a.ropewalk', 'b.GGUF', 'c.txt', 'missing.gguf']
  const files = ['a.ropewalk', 'b.GGUF', 'missing.gguf']
  expect(findOpenPaths(args, folder)).toEqual(files.map((name) => join(folder, name)))
})

test('files wait for the page, and are told to it from then on', () => {
  const told: string[] = []
  const queue = new OpenQueue(['/a'], (path) => told.push(path))
  queue.add(['/b'])
  expect(queue.take()).toEqual(['/a', '/b'])
  queue.add(['/c'])
  queue.hold()
  queue.add(['/d'])
  expect([told, queue.take()]).toEqual([['/c'], ['/d']])
})

test('a window is put back only where it can be reached', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const size = { width: 1200, height: 800 }
  expect(isReachable({ x: 100, y: 50, ...size }, [screen])).toBe(true)
  expect(isReachable({ x: 2500, y: 50, ...size }, [screen])).toBe(false)
  expect(isReachable({ x: 2500, y: 50, ...size }, [screen, { ...screen, x: 1920 }])).toBe(true)
  expect(isReachable({ x: 100, y: -200, ...size }, [screen])).toBe(false)
})

test('the log names files without their folders', () => {
  const log = new LogFile(join(folder, 'logs', 'ropewalk.log'), { now: () => 0 })
  log.add('Cannot read /home/ann/secret/model.gguf (code 2)\nand C:\\Users\\ann\\b.ropewalk')
  log.add('page app://ropewalk/index.html')
  expect(readFileSync(log.path, 'utf8')).toBe(
    '1970-01-01T00:00:00.000Z Cannot read <...>/model.gguf (code 2)\n  and <...>/b.ropewalk\n' +
      '1970-01-01T00:00:00.000Z page app://ropewalk/index.html\n',
  )
})

test('the place of a window that closes is on the disk before anything else happens', async () => {
  const place = { bounds: { x: 1, y: 2, width: 800, height: 587 }, maximized: false }
  keepWindowPlace(folder).writeNow(place)
  expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toEqual(place)
  expect(await keepWindowPlace(folder).read()).toEqual(place)
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeTemporaryFolder } from '../../store/__tests__/temporaryFolder'
import { FakeEngineHost } from '../../study/__tests__/fakeEngine'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

/** What is refused for its length says how many tokens the text has. */
async function countTokens(name: string, content: string | Buffer): Promise<string> {
  const path = join(await makeTemporaryFolder(), name)
  await writeFile(path, content)
  const context = createRecordingContext(new FakeEngineHost({}))
  await runCli(['measure', 'a.gguf', '--text', path, '--extension', 'none', '--tokens', '999'], context)
  return context.error().replace(path, 'TEXT')
}

const text = 'The whale swam in the sea.\nCall me Ishmael.'

it.each([
  ['a byte order mark', 'book.txt', `\uFEFF${text}`],
  ['lines of JSON', 'book.jsonl', '{"text":"The whale swam in the sea."}\n{"text":"Call me Ishmael."}\n'],
  ['both', 'book.JSONL', '\uFEFF{"text":"The whale swam in the sea."}\r\n{"text":"Call me Ishmael."}\r\n'],
])('reads a text with %s as a run reads it', async (_what, name, content) => {
  const plain = await countTokens('book.txt', text)
  expect(plain).toMatch(/^ropewalk: Text too short: TEXT has \d+ tokens\. Expected at least 999\./)
  expect(await countTokens(name, content)).toBe(plain)
})

it('refuses a line without a text, and a text that is not UTF-8', async () => {
  expect(await countTokens('book.jsonl', '{"txt":"Call me Ishmael."}')).toMatch(
    /^ropewalk: No text in TEXT, line 1: \{"txt":"Call me Ishmael\."\}\. Expected a JSON object with a field `text`\./,
  )
  expect(await countTokens('book.txt', Buffer.from(`\uFEFF${text}`, 'utf16le'))).toMatch(
    /^ropewalk: Text that is not UTF-8: TEXT\. /,
  )
})

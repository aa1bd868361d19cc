import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { MemoryEstimate } from '../../contract'
import { makeTemporaryFolder } from '../../store/__tests__/temporaryFolder'
import { FakeEngineHost } from '../../study/__tests__/fakeEngine'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

/** A text of 240 words and its stops, by an engine that needs 100 bytes for weights and one for each token. */
async function measure(memory: Partial<MemoryEstimate>, options: readonly string[]) {
  const text = join(await makeTemporaryFolder(), 'book.txt')
  await writeFile(text, 'All work and no play. '.repeat(48))
  const advice = 'Flash attention, or fewer tokens per micro-batch, lowers the working memory most.'
  const host = new FakeEngineHost({ memory: { advice, ...memory } })
  const context = createRecordingContext(host)
  const code = await runCli(['measure', 'a.gguf', '--text', text, '--extension', 'none', ...options], context)
  return { code, error: context.error(), calls: host.calls }
}

const ignoring = ', or go on all the same with --ignore-memory-estimate.'

it.each([
  [160, ['--tokens', '64'], 'Lower --tokens'],
  [160, ['--tokens', '64', '--context', '512'], 'Lower --context'],
  [160, ['--context', '512'], 'Lower --context'],
  [160, [], 'Read fewer tokens with --tokens'],
  [99, ['--tokens', '64'], 'Choose a model with stronger quantisation'],
  [99, [], 'Choose a model with stronger quantisation'],
])('advises what it offers itself: %i bytes free, %j', async (freeBytes, options, remedy) => {
  const { code, error, calls } = await measure({ freeBytes }, options)
  expect(code).toBe(1)
  expect(error).toMatch(
    /^ropewalk: Not enough memory for \d+ tokens: 1 MiB needed\. Expected at most [^\n]+\n$/,
  )
  expect(error.trim().endsWith(`that are free. ${remedy}${ignoring}`)).toBe(true)
  expect(calls.some((call) => call.startsWith('session'))).toBe(false)
})

it('says how much is needed and how much is free', async () => {
  const sizes = { totalBytes: 400 * 1_048_576, freeBytes: 350 * 1_048_576 }
  const { error } = await measure(sizes, ['--tokens', '64'])
  expect(error).toBe(
    'ropewalk: Not enough memory for 64 tokens: 400 MiB needed. Expected at most the 350 MiB that are free. ' +
      `Lower --tokens${ignoring}\n`,
  )
})

it('goes on all the same where it is told to', async () => {
  const { calls } = await measure({ freeBytes: 99 }, ['--ignore-memory-estimate'])
  expect(calls.some((call) => call.startsWith('evaluate'))).toBe(true)
})

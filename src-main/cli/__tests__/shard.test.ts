import { expect, it } from 'vitest'
import { runCli } from '../runCli'
import { parseShard } from '../shard'
import { createRecordingContext } from './recordingContext'

it('reads a share as k/n', () => {
  expect(parseShard('2/3')).toEqual({ number: 2, count: 3 })
})

it.each(['0/3', '4/3', '1', '1/', 'a/b', '-1/2', '1/2/3', '1.5/2'])('refuses %s', async (text) => {
  const context = createRecordingContext()
  expect(await runCli(['run', 'a.json', '-o', 'b.ropewalk', `--shard=${text}`], context)).toBe(2)
  expect(context.error()).toMatch(/^ropewalk: [^\n]*K\/N with K from 1 to N[^\n]*\n$/)
})

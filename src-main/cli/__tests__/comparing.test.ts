import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sampleDraft, writeSample } from '../../store/__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../store/__tests__/temporaryFolder'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const context = createRecordingContext()
  const code = await runCli(args, context)
  return { code, out: context.out(), error: context.error() }
}

it('diff warns of a model that is another file, with another tokenizer, under the same name', async () => {
  const folder = await makeTemporaryFolder()
  const [a, b] = [join(folder, 'a.ropewalk'), join(folder, 'b.ropewalk')]
  await writeSample(a)
  const [model] = sampleDraft.models
  await writeSample(b, { draft: { models: [{ ...model, sha256: 'd'.repeat(64), vocabularySize: 200 }] } })
  const { code, out, error } = await run('diff', a, b, '--json')
  expect(code).toBe(0)
  expect(error).toMatch(/The model sample is another file[^\n]*\n[^\n]*tokenizers of sample differ/)
  expect(JSON.parse(out)).toMatchObject({ warnings: [{}, {}].map(() => expect.any(String)), findings: [] })
})

it('merge joins shares, says what is missing, and names conflicts in one line', async () => {
  const folder = await makeTemporaryFolder()
  const paths = ['a', 'b', 'c'].map((name) => join(folder, `${name}.ropewalk`))
  await writeSample(paths[0])
  await writeSample(paths[1], { draft: { spec: { ...sampleDraft.spec, seed: 8 } } })
  const conflict = await run('merge', paths[0], paths[1], '-o', paths[2])
  expect(conflict).toMatchObject({ code: 2, out: '' })
  expect(conflict.error).toMatch(
    /^ropewalk: Files that cannot be merged, [^\n]*the setting seed is 7 and 8[^\n]*\n$/,
  )
  expect(await run('merge', paths[0], '-o', paths[2])).toMatchObject({
    code: 2,
    error: expect.stringContaining('Nothing to merge'),
  })
})

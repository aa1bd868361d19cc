import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { writeSample } from '../../store/__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../store/__tests__/temporaryFolder'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

let folder = ''
let result = ''

beforeEach(async () => {
  folder = await makeTemporaryFolder()
  result = join(folder, 'result.ropewalk')
  await writeSample(result)
})

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const context = createRecordingContext()
  const code = await runCli(args, context)
  return { code, out: context.out(), error: context.error() }
}

it('makes keys, signs with them and says who signed', async () => {
  const made = await run('keygen', '-o', join(folder, 'team'))
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/) })
  if (process.platform !== 'win32')
    expect((await stat(join(folder, 'team.key.pem'))).mode & 0o777).toBe(0o600)
  const signed = await run('sign', result, '--key', join(folder, 'team.key.pem'))
  expect(signed).toMatchObject({ code: 0, out: `signed ${result} as team, key ${made.out}` })
  const checked = await run('verify', result, '--signed-by', join(folder, 'team.pub.pem'))
  expect(checked.code).toBe(0)
  expect(checked.out).toMatch(new RegExp(`ok {6}Signed by team on [^\\n]+, key ${made.out.trim()}\\.`))
})

it('refuses a file that is unsigned, or signed with another key, in one line with exit code 2', async () => {
  await run('keygen', '-o', join(folder, 'team'))
  await run('keygen', '-o', join(folder, 'other'))
  const unsigned = await run('verify', result, '--signed-by', join(folder, 'team.pub.pem'))
  expect(unsigned).toMatchObject({ code: 2, out: '' })
  expect(unsigned.error).toMatch(/^ropewalk: The experiment is not signed: [^\n]+\n$/)
  await run('sign', result, '--key', join(folder, 'other.key.pem'), '--name', 'Other team')
  const foreign = await run('verify', result, '--signed-by', join(folder, 'team.pub.pem'))
  expect(foreign).toMatchObject({ code: 2, out: '' })
  expect(foreign.error).toMatch(/^ropewalk: The signature does not hold: [^\n]+\n$/)
})

it('never replaces a key, and refuses what is no key', async () => {
  const name = join(folder, 'team')
  await run('keygen', '-o', name)
  expect(await run('keygen', '-o', name)).toMatchObject({ code: 2, error: expect.stringContaining('exists') })
  const wrong = await run('sign', result, '--key', `${name}.pub.pem`)
  expect(wrong).toMatchObject({ code: 2, error: expect.stringMatching(/^ropewalk: No private Ed25519 key/) })
})

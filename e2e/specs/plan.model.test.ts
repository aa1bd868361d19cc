/** A plan says before what a run does after: cells, tokens, time once the machine is known, and every refusal. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { heldOutText, sampleModel, writeSpec } from '../actions/writeSpec'

const planSchema = z.object({
  issues: z.array(z.object({ where: z.string(), message: z.string(), level: z.string() })),
  cells: z.number(),
  tokens: z.number(),
  estimatedMs: z.number().nullable(),
  sessions: z.array(
    z.object({
      contextTokens: z.number(),
      cells: z.number(),
      tokens: z.number(),
      estimatedMs: z.number().nullable(),
      isRefused: z.boolean(),
    }),
  ),
})

async function planOf(changes: Readonly<Record<string, unknown>> = {}, folder = makeScratchFolder()) {
  const { code, stdout, stderr } = await runCli(
    ['plan', writeSpec(folder, changes), '--json'],
    folder,
    join(folder, 'user'),
  )
  return { code, stderr, plan: planSchema.parse(JSON.parse(stdout)) }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('ropewalk plan', () => {
  test('says the cells and tokens of the run, and its time once something was run', async () => {
    const folder = makeScratchFolder()
    const before = await planOf({}, folder)
    expect(before).toMatchObject({ code: 0, stderr: '', plan: { issues: [], cells: 24, estimatedMs: null } })
    expect(before.plan.sessions).toHaveLength(4)
    expect(sum(before.plan.sessions.map(({ tokens }) => tokens))).toBe(before.plan.tokens)
    const run = await runCli(
      ['run', join(folder, 'experiment.json'), '-o', join(folder, 'r.ropewalk'), '--threads', '1'],
      folder,
      join(folder, 'user'),
    )
    expect(run.code).toBe(0)
    expect(run.stderr).toMatch(/^computing on cpu \(.+\), 1 processor thread\n24 cells\n/)
    const { plan } = await planOf({}, folder)
    expect(plan.estimatedMs).toBeGreaterThan(0)
    expect(sum(plan.sessions.map(({ estimatedMs }) => estimatedMs ?? NaN))).toBeCloseTo(
      plan.estimatedMs ?? 0,
      6,
    )
    const table = await runCli(['plan', join(folder, 'experiment.json')], folder, join(folder, 'user'))
    expect(table.stdout).toContain('base       512  yarn:scale=auto      6')
    expect(table.stdout).toMatch(/\ntime {4}about \d/)
  })

  test('names everything that stands in the way, and ends with 2', async () => {
    const { code, plan } = await planOf({
      models: [{ path: '/nowhere/model.gguf' }, { path: sampleModel }],
      extensions: ['none', 'longrope:factors=/nowhere/factors.json'],
      tasks: [{ kind: 'perplexity', text: '/nowhere/book.txt' }],
    })
    expect(code).toBe(2)
    expect(plan.issues.map(({ where }) => where)).toEqual(['models.0.path', 'extensions.1', 'tasks.0.text'])
    expect(plan.cells).toBe(0)
  })

  test('refuses lengths that memory does not hold: some are a warning, all are a refusal', async () => {
    const tasks = [{ kind: 'perplexity', text: heldOutText, windows: 1 }]
    const huge = 16_777_216
    const some = await planOf({ contexts: [256, huge], extensions: ['none'], tasks })
    expect(some.code).toBe(0)
    expect(some.plan.sessions.map(({ isRefused }) => isRefused)).toEqual([false, true])
    expect(some.plan.issues).toMatchObject([{ where: 'contexts.1', level: 'warning' }])
    const all = await planOf({ contexts: [huge], extensions: ['none'], tasks })
    expect(all.code).toBe(2)
  })

  test('asks whether a backend that the spec names is usable', async () => {
    const backend = process.platform === 'darwin' ? 'cuda' : 'metal'
    const { code, plan } = await planOf({ engine: { backend } })
    expect(code).toBe(2)
    expect(plan.issues).toMatchObject([{ where: 'engine.backend', level: 'error' }])
    expect(plan.issues[0].message).toContain(backend)
  })
})

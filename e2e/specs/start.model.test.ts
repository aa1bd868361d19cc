/** The command line starts with little, and can be stopped while it starts. */
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findEngineProcess } from '../actions/findEngineProcess'
import { repositoryFolder, runCli, startCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { writeSpec } from '../actions/writeSpec'

/** Packages that a built file loads before it does anything, by itself and by the files it loads. */
function listPackages(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?["']([^"']+)["'];?$/gm)
  return [...statements].flatMap(([, name]) =>
    name.startsWith('.') ? listPackages(resolve(dirname(file), name), seen) : name,
  )
}

describe('the start of the command line', () => {
  test('loads no package but those that read arguments and check values', () => {
    const packages = listPackages(join(repositoryFolder, 'dist/main/cli.js'))
    const loaded = new Set(packages.filter((name) => !name.startsWith('node:')))
    expect([...loaded].sort()).toEqual(['commander', 'zod'])
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s to all its processes ends it with 130', async (signal) => {
    const folder = makeScratchFolder()
    const run = startCli(['run', writeSpec(folder), '-o', join(folder, 'result.ropewalk')])
    const engine = await untilEngineStarts(run.process.pid)
    // A scheduler ends every process of a job.
    process.kill(engine, signal)
    run.process.kill(signal)
    const ended = await run.ended
    expect(ended.stderr).toMatch(/cancelled/i)
    expect(ended.stderr).not.toMatch(/crash|engine lost/)
    expect(ended.code).toBe(130)
  })

  test('a wrong flag is one line and 2, whatever the command', async () => {
    for (const command of ['run', 'measure', 'inspect', 'report', 'plan', 'verify']) {
      const { code, stdout, stderr } = await runCli([command, '--nope'])
      expect({ command, code, stdout }).toEqual({ command, code: 2, stdout: '' })
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    }
  })
})

async function untilEngineStarts(parent: number | undefined): Promise<number> {
  for (;;) {
    try {
      return findEngineProcess(parent)
    } catch {
      await new Promise((later) => setTimeout(later, 5))
    }
  }
}

/** Runs every test there is: vitest's tiers, then the window. Both run whatever the other says; their results lie in out/test-results. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { installTestTools } from '../test-runtime/debianPackages.mjs'

const root = resolve(import.meta.dirname, '../..')
const results = join(root, 'out/test-results')

const commands = [
  [
    'npx',
    [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(results, 'vitest.json')}`,
    ],
  ],
  ['npm', ['run', '--silent', 'test:e2e']],
]

installTestTools()
rmSync(results, { recursive: true, force: true })
for (const [program, args] of commands) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exitCode = 1
}

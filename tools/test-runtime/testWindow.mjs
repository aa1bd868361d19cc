/** Runs the tests of the window: `npm run test:e2e [-- playwright options]`. Gets what they need first. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { chooseTestRuntime } from './chooseTestRuntime.mjs'
import { ensureSystemLibraries, needsXvfb } from './systemLibraries.mjs'

const root = resolve(import.meta.dirname, '../..')
const playwright = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
)
const screen = ['--auto-servernum', '--server-args', '-screen 0 1920x1080x24']

async function run() {
  if (!existsSync(join(root, 'dist/main/app.js')))
    throw new Error('The window is not built: dist/main/app.js is missing. Run `npm run setup` first.')
  const executable = await chooseTestRuntime()
  ensureSystemLibraries(executable)
  const tests = [
    process.execPath,
    playwright,
    'test',
    '--config',
    join(root, 'e2e/playwright.config.ts'),
    ...process.argv.slice(2),
  ]
  const [program, ...args] = needsXvfb() ? ['xvfb-run', ...screen, ...tests] : tests
  const env = { ...process.env, ROPEWALK_TEST_RUNTIME: executable }
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', env }).status ?? 1
}

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

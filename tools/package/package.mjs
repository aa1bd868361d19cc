/** `npm run package [-- electron-builder options]`: installers of this system, in out/package. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { canReachDownload, findElectronRuntime, unreachable } from '../test-runtime/electronRuntime.mjs'

const root = resolve(import.meta.dirname, '../..')
const options = process.argv.slice(2)
const hasRuntime = findElectronRuntime() !== null || options.some((option) => option.includes('electronDist'))

if (hasRuntime || (await canReachDownload())) {
  const args = ['electron-builder', '--config', 'tools/package/electron-builder.mjs', ...options]
  const { status } = spawnSync('npx', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
} else {
  console.error(`No package was made: ${unreachable}`)
  process.exitCode = 1
}

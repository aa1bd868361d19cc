import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { openExperiment } from '../../openExperiment'

/** More than a process may hold open, many times over. */
const FILES = 3_000
const OPEN_FILES_LIMIT = 256

const script = join(import.meta.dirname, '../../../../node_modules/.cache/ropewalk-store/mergeMany.mjs')

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'mergeMany.ts'),
      outDir: join(script, '..'),
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'mergeMany.mjs' } },
    },
  })
}, 60_000)

test.runIf(process.platform !== 'win32')(
  'thousands of files are merged by a process that may open 256',
  async () => {
    const folder = await makeTemporaryFolder()
    const command = `ulimit -n ${OPEN_FILES_LIMIT} && exec "$0" "$@"`
    const merged = spawnSync('sh', ['-c', command, process.execPath, script, folder, String(FILES)], {
      encoding: 'utf8',
    })
    expect(merged.stderr).toBe('')
    expect(merged).toMatchObject({ status: 0, stdout: '{"planned":12,"done":11,"failed":1}' })
    const { manifest, cells } = await openExperiment(join(folder, 'merged.ropewalk'))
    expect(cells).toHaveLength(12)
    expect(manifest.shards).toHaveLength(FILES)
    expect(manifest.shards?.slice(0, 5).map((shard) => shard.cells)).toEqual([3, 3, 3, 3, 0])
  },
  300_000,
)

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noLimits, readControlGroups } from '../controlGroups'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ropewalk-groups-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

const mebibyte = 2 ** 20
const version2 = {
  'proc/self/mountinfo': '29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n',
  'proc/self/cgroup': '0::/user.slice/job_7/step_0\n',
}

describe('version 2', () => {
  it('takes the tightest limit up the tree', () => {
    write({
      ...version2,
      'sys/fs/cgroup/user.slice/memory.max': 'max\n',
      'sys/fs/cgroup/user.slice/job_7/memory.max': String(400 * mebibyte),
      'sys/fs/cgroup/user.slice/job_7/memory.current': String(300 * mebibyte),
      'sys/fs/cgroup/user.slice/job_7/memory.stat': `anon 1\ninactive_file ${50 * mebibyte}\n`,
      'sys/fs/cgroup/user.slice/job_7/cpu.max': '150000 100000\n',
      'sys/fs/cgroup/user.slice/job_7/step_0/memory.max': String(900 * mebibyte),
      'sys/fs/cgroup/user.slice/job_7/step_0/memory.current': String(100 * mebibyte),
      'sys/fs/cgroup/user.slice/job_7/step_0/cpu.max': 'max 100000\n',
    })
    expect(readControlGroups(root)).toEqual({
      cores: 1.5,
      memoryBytes: 400 * mebibyte,
      freeMemoryBytes: 150 * mebibyte,
    })
  })

  it('obeys a soft ceiling above which the kernel throttles', () => {
    write({
      ...version2,
      'sys/fs/cgroup/user.slice/job_7/memory.high': String(64 * mebibyte),
      'sys/fs/cgroup/user.slice/job_7/memory.max': String(128 * mebibyte),
      'sys/fs/cgroup/user.slice/job_7/memory.current': String(80 * mebibyte),
    })
    expect(readControlGroups(root)).toMatchObject({ memoryBytes: 64 * mebibyte, freeMemoryBytes: 0 })
  })

  it('reads the top of the mount where a container’s own path lies outside it', () => {
    write({
      'proc/self/mountinfo': '29 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
      'proc/self/cgroup': '0::/other\n',
      'sys/fs/cgroup/memory.max': String(10 * mebibyte),
      'sys/fs/cgroup/memory.current': String(4 * mebibyte),
    })
    expect(readControlGroups(root).freeMemoryBytes).toBe(6 * mebibyte)
  })
})

describe('version 1', () => {
  const version1 = {
    'proc/self/mountinfo':
      '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct\n' +
      '35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n',
    'proc/self/cgroup': '4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc\n',
  }

  it('reads quota and memory from trees of their own', () => {
    write({
      ...version1,
      'sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us': '300000\n',
      'sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us': '100000\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': String(512 * mebibyte),
      'sys/fs/cgroup/memory/memory.usage_in_bytes': String(200 * mebibyte),
      'sys/fs/cgroup/memory/memory.stat': `inactive_file ${mebibyte}\ntotal_inactive_file ${20 * mebibyte}\n`,
    })
    expect(readControlGroups(root)).toEqual({
      cores: 3,
      memoryBytes: 512 * mebibyte,
      freeMemoryBytes: 332 * mebibyte,
    })
  })

  it('knows its two words for none', () => {
    write({
      ...version1,
      'sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us': '-1\n',
      'sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us': '100000\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      'sys/fs/cgroup/memory/memory.usage_in_bytes': String(200 * mebibyte),
    })
    expect(readControlGroups(root)).toEqual(noLimits)
  })
})

it('finds no limits where there are no control groups', () => {
  expect(readControlGroups(root)).toEqual(noLimits)
})

const group = '/sys/fs/cgroup/memory/ropewalk-test'
const canLimit = tryToLimit()

/** A real group of 512 MiB, where the machine lets one be made. */
function tryToLimit(): boolean {
  try {
    mkdirSync(group)
    writeFileSync(join(group, 'memory.limit_in_bytes'), String(512 * mebibyte))
    return true
  } catch {
    return false
  }
}

describe('a real control group', () => {
  it.skipIf(!canLimit)(
    'limits the process inside it (needs root and a writable memory controller, version 1)',
    () => {
      const module = pathToFileURL(join(import.meta.dirname, '..', 'controlGroups.ts')).href
      const script = `import { readControlGroups } from ${JSON.stringify(module)}; console.log(JSON.stringify(readControlGroups()))`
      try {
        const { stdout, stderr } = spawnSync(
          'sh',
          [
            '-c',
            'echo $$ > "$1/cgroup.procs" && exec "$0" --import tsx --input-type=module -e "$2"',
            process.execPath,
            group,
            script,
          ],
          { encoding: 'utf8' },
        )
        expect(stderr).toBe('')
        const limits: unknown = JSON.parse(stdout)
        expect(limits).toMatchObject({ memoryBytes: 512 * mebibyte })
        expect(limits).toHaveProperty(
          'freeMemoryBytes',
          expect.toSatisfy((free: number) => free > 0 && free < 512 * mebibyte),
        )
      } finally {
        rmdirSync(group)
      }
    },
  )
})

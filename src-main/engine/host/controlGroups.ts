/**
 * Limits that Linux's control groups set for this process, versions 1 and 2, in its own group and in every group above.
 * Source: Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst of the Linux kernel.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

export interface ControlGroupLimits {
  /** Cores that the tightest quota of processor time grants; Infinity where there is none. */
  readonly cores: number
  /** The tightest memory limit. */
  readonly memoryBytes: number
  /** What the tightest limit still leaves; file cache that the kernel would give back counts as free. */
  readonly freeMemoryBytes: number
}

export const noLimits: ControlGroupLimits = {
  cores: Infinity,
  memoryBytes: Infinity,
  freeMemoryBytes: Infinity,
}

/** @param root another root folder, for tests */
export function readControlGroups(root = '/'): ControlGroupLimits {
  const mounts = readMounts(root)
  return listOwnGroups(root)
    .flatMap(({ controllers, path }) => {
      const mount = mounts.find(({ controller }) => controllers.includes(controller))
      return mount ? listFoldersUpwards(root, mount, path) : []
    })
    .map(readFolder)
    .reduce(
      (tightest, limits) => ({
        cores: Math.min(tightest.cores, limits.cores),
        memoryBytes: Math.min(tightest.memoryBytes, limits.memoryBytes),
        freeMemoryBytes: Math.min(tightest.freeMemoryBytes, limits.freeMemoryBytes),
      }),
      noLimits,
    )
}

interface Mount {
  /** `cpu` or `memory`; empty for version 2, which has one tree for all. */
  readonly controller: string
  /** The group that the mount shows as its top: a container often sees its own as `/`. */
  readonly top: string
  readonly folder: string
}

function readMounts(root: string): Mount[] {
  return readLines(join(root, 'proc/self/mountinfo')).flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ')
    const [, , , top = '', folder = ''] = before.split(' ')
    const [type, , options = ''] = after.split(' ')
    if (type === 'cgroup2') return [{ controller: '', top, folder }]
    if (type !== 'cgroup') return []
    return options
      .split(',')
      .filter((name) => name === 'cpu' || name === 'memory')
      .map((controller) => ({ controller, top, folder }))
  })
}

/** `proc/self/cgroup` has a line a tree: number, controllers, path of this process. */
function listOwnGroups(root: string): { controllers: string[]; path: string }[] {
  return readLines(join(root, 'proc/self/cgroup')).map((line) => {
    const [, controllers = '', ...path] = line.split(':')
    return { controllers: controllers.split(','), path: path.join(':') }
  })
}

function listFoldersUpwards(root: string, { top, folder }: Mount, path: string): string[] {
  const mounted = join(root, folder)
  const below = posix.relative(top, path)
  // A path outside the mount belongs to another namespace: the mount's top is then the nearest group that can be seen.
  const own = below.startsWith('..') ? mounted : join(mounted, below)
  const folders = []
  for (let at = own; at.startsWith(mounted); at = dirname(at)) {
    folders.push(at)
    if (at === mounted || at === dirname(at)) break
  }
  return folders.filter((at) => existsSync(at))
}

function readFolder(folder: string): ControlGroupLimits {
  const limit = Math.min(
    readNumber(folder, 'memory.max'),
    readNumber(folder, 'memory.high'),
    readNumber(folder, 'memory.limit_in_bytes'),
  )
  const used = Math.min(readNumber(folder, 'memory.current'), readNumber(folder, 'memory.usage_in_bytes'))
  // Version 1 says "no limit" as the largest multiple of a page below 2^63.
  const isLimited = limit < 2 ** 60 && used < Infinity
  return {
    cores: readCores(folder),
    memoryBytes: isLimited ? limit : Infinity,
    freeMemoryBytes: isLimited ? Math.max(0, limit - used + readInactiveFileBytes(folder)) : Infinity,
  }
}

/** Version 2: `cpu.max` holds quota and period, or `max`. Version 1: two files, a quota of -1 for none. */
function readCores(folder: string): number {
  const [quotaText = 'max', periodText = ''] = readText(join(folder, 'cpu.max')).trim().split(' ')
  if (quotaText !== '' && quotaText !== 'max') return Number(quotaText) / Number(periodText)
  const quota = readNumber(folder, 'cpu.cfs_quota_us')
  return quota > 0 ? quota / readNumber(folder, 'cpu.cfs_period_us') || Infinity : Infinity
}

function readInactiveFileBytes(folder: string): number {
  const lines = readLines(join(folder, 'memory.stat'))
  const line =
    lines.find((text) => text.startsWith('total_inactive_file ')) ??
    lines.find((text) => text.startsWith('inactive_file '))
  return line ? Number(line.split(' ')[1]) : 0
}

/** Infinity for a file that does not exist or says `max`. */
function readNumber(folder: string, name: string): number {
  const text = readText(join(folder, name)).trim()
  return text === '' || text === 'max' ? Infinity : Number(text)
}

function readLines(path: string): string[] {
  return readText(path)
    .split('\n')
    .filter((line) => line !== '')
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // A controller that is off has no such file, and other systems have no control groups.
    return ''
  }
}

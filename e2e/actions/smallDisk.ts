/** A file system of a few hundred kilobytes, as a disk that fills up. */
import { execFileSync, spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { makeScratchFolder } from './scratchFolder'

export interface SmallDisk {
  readonly folder: string
  grow(kibibytes: number): void
}

/** Mounting needs root and the permission to mount. */
export function canMount(): boolean {
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
}

/** It goes with the test, at once: a file that is still being closed keeps the disk alive behind the empty folder only. */
export function mountSmallDisk(kibibytes: number): SmallDisk {
  const folder = makeScratchFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]))
  return {
    folder,
    grow: (size) => void execFileSync('mount', ['-o', `remount,size=${size}k`, folder]),
  }
}

/** A build step that writes beside the page which packages the product contains, and under which licence. */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

interface LockedPackage {
  readonly name?: string
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
}

/** What the packages bring along without being one themselves. */
const builtIn = [
  { name: 'Electron', version: '', licence: 'MIT' },
  { name: 'Chromium', version: '', licence: 'BSD-3-Clause and others, in LICENSES.chromium.html' },
  { name: 'llama.cpp', version: '', licence: 'MIT' },
]

/** Writes `licences.json`: packages of the page's bundle, and those that the main side needs at run time. */
export function listLicences(lockFile: string): Plugin {
  return {
    name: 'list-licences',
    generateBundle(_options, bundle) {
      const bundled = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const inPage = new Set(bundled.flatMap((id) => findPackageFolder(id) ?? []))
      const locked = Object.entries(readLockedPackages(lockFile)).filter(
        ([folder, { dev, optional }]) =>
          folder !== '' && (inPage.has(folder) || (dev !== true && optional !== true)),
      )
      const packages = locked.map(([folder, { name, version, license }]) => ({
        name: name ?? folder.replace(/^.*node_modules\//, ''),
        version: version ?? '',
        licence: license ?? 'see the package',
      }))
      const source = JSON.stringify([...builtIn, ...withoutRepeats(packages)])
      this.emitFile({ type: 'asset', fileName: 'licences.json', source })
    },
  }
}

function readLockedPackages(lockFile: string): Readonly<Record<string, LockedPackage>> {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  return lock.packages
}

/** `node_modules/vue` for a module of it, as the lock file names it; null for a module of ours. */
function findPackageFolder(moduleId: string): string | null {
  return /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(moduleId)?.[0] ?? null
}

function withoutRepeats<T extends { name: string; version: string }>(packages: readonly T[]): T[] {
  const byName = new Map(packages.map((each) => [`${each.name} ${each.version}`, each]))
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

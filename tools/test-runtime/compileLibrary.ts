/** A small library for tests, compiled from one C++ file of this folder by the compiler that builds the addon. */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

export function compileLibrary(source: string, target: string, options: readonly string[] = []): void {
  mkdirSync(dirname(target), { recursive: true })
  const path = join(import.meta.dirname, source)
  const all = ['-std=c++17', '-shared', '-fPIC', '-o', target, path, ...options, '-ldl']
  execFileSync(process.env.CXX ?? 'c++', all, { stdio: 'inherit' })
}

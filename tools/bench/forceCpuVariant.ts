/**
 * llama.cpp as a processor with fewer instructions would run it. ggml loads the best of the libraries `ggml-cpu-<variant>` that
 * lie in the folder of its binaries and run on the processor (ggml/src/ggml-backend-reg.cpp, ggml_backend_load_best): where the
 * folder holds one of them alone, it is that one.
 */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { register } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

interface BinariesPackage {
  readonly getBinsDir: () => { readonly binsDir: string; readonly packageVersion: string }
}

const variantName = /ggml-cpu-([\w.]+)\.(?:so|dll|dylib)$/

/** For node-llama-cpp's next `getLlama({ gpu: false })` of this process; returns how to remove the folder afterwards. */
export async function forceCpuVariant(variant: string): Promise<() => Promise<void>> {
  const packageName = nameBinariesPackage()
  const { getBinsDir } = (await import(packageName)) as BinariesPackage
  const { binsDir, packageVersion } = getBinsDir()
  const files = await readdir(binsDir, { recursive: true })
  if (!files.some((file) => variantName.exec(file)?.[1] === variant))
    throw new Error(`${packageName} has no variant ${variant}. Expected a file ggml-cpu-${variant}.`)
  const folder = await mkdtemp(join(tmpdir(), 'ropewalk-binaries-'))
  await cp(binsDir, folder, {
    recursive: true,
    filter: (path) => [variant, undefined].includes(variantName.exec(basename(path))?.[1]),
  })
  const source = `export const getBinsDir = () => (${JSON.stringify({ binsDir: folder, packageVersion })})`
  register('./binariesHook.mjs', import.meta.url, { data: { packageName, source } })
  return () => rm(folder, { recursive: true, force: true })
}

/** As node-llama-cpp names it (dist/bindings/utils/compileLLamaCpp.js). */
function nameBinariesPackage(): string {
  const platforms: Partial<Record<NodeJS.Platform, string>> = { win32: 'win', darwin: 'mac' }
  return `@node-llama-cpp/${platforms[process.platform] ?? process.platform}-${process.arch}`
}

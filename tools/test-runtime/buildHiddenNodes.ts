/** Builds hide-nodes.cpp in front of the llama.cpp that node-llama-cpp loads for the processor. */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compileLibrary } from './compileLibrary'

const root = resolve(import.meta.dirname, '../..')
const platform = `${process.platform}-${process.arch}`
const libraries = join(root, 'node_modules/@node-llama-cpp', platform, 'bins', platform)

/** LD_PRELOAD is of Linux, and other processors have other names for their folder. */
export const canHideNodes = process.platform === 'linux' && existsSync(libraries)

/** Returns the path for LD_PRELOAD. */
export function buildHiddenNodes(folder: string): string {
  const library = readdirSync(libraries).find((name) => /^libllama\.(v.*\.)?so$/.test(name))
  if (library === undefined) throw new Error(`No libllama in ${libraries}.`)
  const target = join(folder, 'libllama.so')
  compileLibrary('hide-nodes.cpp', target, [
    ...['include', 'ggml/include'].map((headers) => `-I${join(root, 'build/llama-headers', headers)}`),
    '-Wl,--no-as-needed',
    join(libraries, library),
    `-Wl,-rpath,${libraries}`,
  ])
  return target
}

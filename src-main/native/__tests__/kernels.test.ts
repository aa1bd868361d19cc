/**
 * Row kernels of every instruction set against double arithmetic: those of this processor, the same without intrinsics, and Arm's
 * through an emulator; and what a sliding-window layer pays, by counting.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const runFile = promisify(execFile)
const root = resolve(import.meta.dirname, '../../..')
const suffix = process.platform === 'win32' ? '.exe' : ''

/** Largest errors, relative; float32 has 6e-8 for one rounding. */
const bounds = {
  column_maxima: 1e-6,
  column_sums: 1e-6,
  damage: 0,
  every_half: 0,
  exponential_sum: 1e-6,
  exponential_weighted_sum: 1e-6,
  exponentials: 2e-7,
  float_tile: 0,
  half_tile: 0,
  log_sum_exp: 1e-6,
  row_max: 0,
  soft_cap: 1e-6,
  sum: 1e-6,
  tile_scores: 1e-6,
}

describe('with the compiler of this machine', () => {
  const check = useBuild('here', [])

  it('keeps the bounds with every instruction set that the processor has', async () => {
    const instructions = await list(check())
    expect(instructions).toContain(process.arch === 'arm64' ? 'neon' : 'baseline')
    expectBounds(await run(check(), 'kernel-check'), instructions)
  })

  it.runIf(process.arch === 'x64' && has('qemu-x86_64-static'))(
    'takes from an older processor only what it has (needs qemu-x86_64-static)',
    async () => {
      const listOn = (processor: string) =>
        run(check(), 'kernel-check', ['--list'], ['qemu-x86_64-static', '-cpu', processor])
      expect(await listOn('Nehalem')).toBe('baseline\n')
      expect(await listOn('Haswell')).toBe('avx2\nbaseline\n')
      // Conversion of halves is an extension of its own, which virtual machines leave out at times.
      expect(await listOn('Haswell,-f16c')).toBe('baseline\n')
    },
  )

  it('runs the kernels that ROPEWALK_KERNELS names, and refuses others by name', async () => {
    const available = await list(check())
    const chosen = (kernelInstructions: string) => ({
      kernelInstructions,
      availableKernelInstructions: available,
    })
    expect(await nameKernels('')).toEqual(chosen(available[0]))
    for (const instructions of available)
      expect(await nameKernels(instructions)).toEqual(chosen(instructions))
    expect(await nameKernels('altivec')).toEqual({
      code: 'input.invalid',
      message: `ROPEWALK_KERNELS names instructions that this processor or this build lacks: altivec. Expected one of: ${available.join(', ')}. Set one of them, or unset the variable for the first.`,
    })
  })

  /** Cache, window, first query, queries; the last one is causal attention. */
  it.each([
    [4096, 128, 3000, 512],
    [4096, 1, 1000, 64],
    [2048, 512, 0, 512],
    [1000, 37, 963, 37],
    [1024, 1024, 512, 512],
  ])('%i keys in a window of %i pay for no tile that nobody sees', async (keys, window, first, queries) => {
    const args = [keys, window, first, queries].map(String)
    const [converted, scored, rowSumError] = (await run(check(), 'window-check', args)).split(' ').map(Number)
    const seen = (query: number, key: number) => key <= query && key > query - window
    const tiles = Array.from({ length: Math.ceil(keys / 32) }, (_, tile) =>
      Array.from({ length: 32 }, (_, t) => 32 * tile + t),
    )
    /** Tiles with a key that one of the queries [from, to) sees. */
    const countTiles = (from: number, to: number) =>
      tiles.filter((tile) =>
        tile.some((key) => Array.from({ length: to - from }, (_, i) => from + i).some((q) => seen(q, key))),
      ).length
    const end = first + queries
    const blocks = Array.from({ length: Math.ceil(queries / 8) }, (_, b) => first + 8 * b)
    expect(converted).toBe(countTiles(first, end))
    expect(scored).toBe(blocks.reduce((total, from) => total + countTiles(from, Math.min(from + 8, end)), 0))
    expect(rowSumError, 'a hidden key, which is NaN, came into a row').toBeLessThan(1e-5)
  })
})

describe('without intrinsics', () => {
  const check = useBuild('plain', ['-DROPEWALK_PLAIN_LANES=ON'])

  it('keeps the bounds', async () => {
    expectBounds(await run(check(), 'kernel-check'), await list(check()))
  })
})

const cross = ['aarch64-linux-gnu-g++', 'qemu-aarch64-static']
describe.runIf(cross.every(has))(`for Arm (needs ${cross.join(', ')})`, () => {
  const check = useBuild('arm64', [
    `-DCMAKE_CXX_COMPILER=${cross[0]}`,
    '-DCMAKE_SYSTEM_NAME=Linux',
    '-DCMAKE_SYSTEM_PROCESSOR=aarch64',
  ])

  it('keeps the bounds', async () => {
    expectBounds(await run(check(), 'kernel-check', [], [cross[1]]), ['neon'])
  })
})

/** Builds both programs once; returns where they are. */
function useBuild(name: string, options: readonly string[]): () => string {
  const folder = join(root, 'build/kernel-check', name)
  beforeAll(async () => {
    const headers = `-DLLAMA_HEADERS=${join(root, 'build/llama-headers')}`
    await runFile('cmake', ['-S', join(import.meta.dirname, 'kernels'), '-B', folder, headers, ...options])
    await runFile('cmake', ['--build', folder, '--config', 'Release', '--parallel', '2'])
  })
  return () => folder
}

async function run(
  folder: string,
  program: string,
  args: readonly string[] = [],
  emulator: readonly string[] = [],
): Promise<string> {
  const [file, ...rest] = [...emulator, join(folder, program + suffix), ...args]
  return (await runFile(file, rest)).stdout
}

async function nameKernels(wanted: string): Promise<unknown> {
  const program = join(import.meta.dirname, 'support', 'nameKernels.ts')
  const env = { ...process.env, ROPEWALK_KERNELS: wanted }
  const { stdout } = await runFile(process.execPath, ['--import', 'tsx', program], { env })
  return JSON.parse(stdout)
}

async function list(folder: string): Promise<string[]> {
  return (await run(folder, 'kernel-check', ['--list'])).trim().split(/\s+/)
}

function expectBounds(lines: string, instructions: readonly string[]): void {
  const errors = lines
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(' '))
  const expected = instructions.flatMap((name) => Object.keys(bounds).map((kernel) => `${name} ${kernel}`))
  expect(errors.map(([name, kernel]) => `${name} ${kernel}`)).toEqual(expected)
  for (const [name, kernel, error] of errors) {
    const bound = Object.entries(bounds).find(([named]) => named === kernel)?.[1]
    expect(Number(error), `${name} ${kernel}`).toBeLessThanOrEqual(bound ?? 0)
  }
}

function has(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

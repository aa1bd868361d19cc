/** How long a large file takes to show its overview, and how much memory. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { z } from 'zod'
import { sampleCells, sampleDraft } from '../../src-main/store/__tests__/sampleExperiment'
import type { Cell, NamedTensor } from '../../src-main/contract'
import { writeArchive } from '../../src-main/store/archive/writeArchive'
import { composeExperiment, type TensorSource } from '../../src-main/store/archive/writeExperiment'
import { computeSha256 } from '../../src-main/store/archive/readArchive'
import { encodeTensors } from '../../src-main/store/tensorFile'
import { writeBytes, type WriteBytes } from '../../src-main/store/writeBytes'

const measuredSchema = z.object({
  durationMs: z.number(),
  cpuMs: z.number(),
  peakBytes: z.number(),
  startBytes: z.number(),
  rows: z.number(),
})

const SECONDS = 1
const MEMORY_BYTES = 200e6
const CELLS = 500
const HOLE_BYTES = 65_536

/** @returns whether both stay within what is promised */
export async function measureOpening(megabytes: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'ropewalk-opening-'))
  const path = join(folder, 'large.ropewalk')
  try {
    await writeLargeExperiment(path, Math.ceil((megabytes * 1e6) / CELLS))
    const { size, blocks } = await stat(path)
    console.error(`made ${Math.round(size / 1e6)} MB, ${Math.round((blocks * 512) / 1e6)} MB on disk`)
    const { stdout } = spawnSync(process.execPath, [await buildOpenOnce(folder), path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const measured = measuredSchema.parse(JSON.parse(stdout))
    console.log(`file     ${Math.round(size / 1e6)} MB, ${CELLS} cells, ${measured.rows} rows of overview`)
    console.log(
      `overview ${Math.round(measured.durationMs)} ms, ${Math.round(measured.cpuMs)} ms of processor time`,
    )
    console.log(
      `memory   ${Math.round(measured.peakBytes / 1e6)} MB at its peak, ${Math.round(measured.startBytes / 1e6)} MB of it before the file was opened`,
    )
    return measured.durationMs <= SECONDS * 1000 && measured.peakBytes <= MEMORY_BYTES
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The program as it ships: compiled, without what runs TypeScript here. */
async function buildOpenOnce(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: new URL('openOnce.ts', import.meta.url).pathname,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'openOnce.mjs' } },
    },
  })
  return join(folder, 'openOnce.mjs')
}

/** Cells as in the sample, each with a map of zeros: the file is as long as a real one and hardly takes room. */
async function writeLargeExperiment(path: string, bytesPerCell: number): Promise<void> {
  const [window] = sampleCells
  const map: NamedTensor = {
    name: 'map',
    unit: '1',
    dtype: 'u8',
    axes: ['tile'],
    shape: [bytesPerCell],
    data: new Uint8Array(bytesPerCell),
  }
  const { entries, bytes } = encodeTensors([...window.tensors, map])
  const source: TensorSource = {
    bytes: bytes.length,
    sha256: computeSha256(bytes),
    read: () => Promise.resolve(bytes),
  }
  const ids = Array.from({ length: CELLS }, (_, index) => `${window.cell.id}/${index}`)
  const { cell } = window
  if (cell.status === 'failed') throw new Error('The sample begins with a failed cell.')
  const cells = ids.map((id): Cell => ({ ...cell, id, tensors: entries }))
  const parts = await composeExperiment({
    draft: { ...sampleDraft, cells: { planned: CELLS, done: CELLS, failed: 0 } },
    cells,
    timings: ids.map((id) => ({ ...window.timing, id })),
    tensorSources: ids.map(() => source),
  })
  const handle = await open(path, 'w')
  await writeArchive(handle, parts, writeSparsely)
  await handle.close()
}

/** Leaves holes where zeros would stand; what follows makes the file long enough. */
const writeSparsely: WriteBytes = async (handle, bytes, position) => {
  for (let start = 0; start < bytes.length; start += HOLE_BYTES) {
    const piece = bytes.subarray(start, start + HOLE_BYTES)
    if (!piece.every((byte) => byte === 0)) await writeBytes(handle, piece, position + start)
  }
}

/**
 * Graphs that hand over fewer nodes than when the model was opened: the cell fails, and its error names the layers. The fault is put in
 * between the addon and llama.cpp; nothing in the program knows of it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openExperiment } from '../../src-main/store'
import { buildHiddenNodes, canHideNodes } from '../../tools/test-runtime/buildHiddenNodes'
import { runCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { heldOutText, writeSpec } from '../actions/writeSpec'

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-fault-'))
afterEach(() => vi.unstubAllEnvs())
afterAll(() => rmSync(folder, { recursive: true }))

async function runWithout(hiddenNode: string, library: string, extension: string) {
  vi.stubEnv('LD_PRELOAD', library)
  vi.stubEnv('ROPEWALK_TEST_HIDE', hiddenNode)
  const scratch = makeScratchFolder()
  const target = join(scratch, 'result.ropewalk')
  const spec = writeSpec(scratch, {
    extensions: [extension],
    contexts: [256],
    tasks: [{ kind: 'perplexity', text: heldOutText, windows: 1 }],
    observation: { queries: { kind: 'all' } },
  })
  const { code, stderr } = await runCli(['run', spec, '-o', target])
  const experiment = await openExperiment(target)
  const errors = experiment.cells.map((cell) => (cell.status === 'failed' ? cell.error : null))
  await experiment.close()
  return { code, stderr, errors }
}

describe.skipIf(!canHideNodes)('with nodes kept from the addon (needs LD_PRELOAD of Linux)', () => {
  let library = ''
  beforeAll(() => (library = buildHiddenNodes(folder)))

  test.each(['yarn:scale=2', 'none'])('a ROPE node that is not handed over, under %s', async (extension) => {
    const { code, stderr, errors } = await runWithout('ROPE:2', library, extension)
    const message =
      'Rotations of the running graph: layer 2 has 1 of 2 ROPE nodes. Expected those that the model had when it was opened. Use another backend, or report the model.'
    expect(errors).toEqual([expect.objectContaining({ code: 'extension.notApplied', message })])
    expect(stderr).toContain(message)
    expect(code).toBe(1)
  })

  test('attention of a layer in the middle that is not handed over', async () => {
    const { code, stderr, errors } = await runWithout('FLASH_ATTN_EXT:1', library, 'none')
    const message =
      'Attention was not seen of layers 1. Expected all 4 layers. Check that flash attention is on.'
    expect(errors).toEqual([expect.objectContaining({ code: 'observation.layersMissing', message })])
    expect(stderr).toContain(message)
    expect(code).toBe(1)
  })

  test('nothing hidden, nothing failed', async () => {
    expect(await runWithout('ROPE:99', library, 'yarn:scale=2')).toMatchObject({ code: 0, errors: [null] })
  })
})

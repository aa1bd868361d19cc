/** Loading, opening and closing again and again, on purpose and with errors. */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { generateBenchmarkModel } from '../../../tools/reference'
import { evaluate, listTokens, useNative } from './support/TestNative'

const native = useNative()

it('gives memory back over thirty loads', async () => {
  const { path } = await native.random('llama-wide-heads')
  const cycle = async () => {
    const model = await native.addon.loadModel({ path, gpuLayers: 0 }, () => undefined).model
    const session = await native.open({ model, path })
    await evaluate(session, listTokens(200), {
      observation: { queries: { kind: 'all' }, perQuery: true, pooledMap: { rows: 64, columns: 64 } },
    })
    await native.closeSessions()
    await model.dispose()
  }
  for (let i = 0; i < 10; i++) await cycle()
  const before = process.memoryUsage.rss()
  for (let i = 0; i < 30; i++) await cycle()
  // A cycle holds 9 MB of weights and 3 MB of cache: thirty kept caches alone would be 90 MB. The allocator may keep a few
  // freed blocks for each thread that works.
  expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(70)
})

it('lets a process end in peace, whatever is still open', async () => {
  const { path } = await native.random('llama')
  const program = join(import.meta.dirname, 'support', 'attachAndLeave.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, path])
  expect(stdout).toBe('4 layers, gpu false')
})

describe('loadModel', () => {
  it('reports progress up to 1', async () => {
    const { path } = await native.random('llama')
    const fractions: number[] = []
    const model = await native.addon.loadModel({ path, gpuLayers: 0 }, (fraction) => fractions.push(fraction))
      .model
    await model.dispose()
    await expect.poll(() => fractions[fractions.length - 1]).toBe(1)
  })

  it('rejects with run.cancelled when cancelled', async () => {
    const path = await generateBenchmarkModel(native.pathOf('large.gguf'), { vocabularySize: 512 })
    const loading = native.addon.loadModel({ path, gpuLayers: 0 }, () => undefined)
    loading.cancel()
    await expect(loading.model).rejects.toMatchObject({ code: 'run.cancelled' })
  })

  it.each([
    ['is not GGUF', Buffer.from('not a model at all'), 'magic'],
    ['is empty', Buffer.alloc(0), 'magic'],
  ])('rejects a file that %s with the reason', async (_, bytes, reason) => {
    const path = native.pathOf('broken.gguf')
    await writeFile(path, bytes)
    await expect(native.addon.loadModel({ path, gpuLayers: 0 }, () => undefined).model).rejects.toMatchObject(
      {
        code: 'model.loadFailed',
        message: expect.stringContaining(reason),
      },
    )
  })

  it('rejects a file that is not there', async () => {
    const path = native.pathOf('absent.gguf')
    await expect(native.addon.loadModel({ path, gpuLayers: 0 }, () => undefined).model).rejects.toMatchObject(
      {
        code: 'model.loadFailed',
        message: expect.stringContaining('absent.gguf'),
      },
    )
  })

  it('rejects a truncated file', async () => {
    const { path } = await native.random('llama')
    const whole = await readFile(path)
    const cut = native.pathOf('cut.gguf')
    await writeFile(cut, whole.subarray(0, whole.length / 2))
    await expect(
      native.addon.loadModel({ path: cut, gpuLayers: 0 }, () => undefined).model,
    ).rejects.toMatchObject({
      code: 'model.loadFailed',
      message: expect.stringContaining('not within the file bounds'),
    })
  })
})

describe('errors', () => {
  it('refuses divisors of another length', async () => {
    const session = await native.open(await native.random('llama'))
    const table = {
      divisors: new Float32Array(8).fill(1),
      ropeBase: 1e4,
      attentionFactor: 1,
      applyToSlidingWindowLayers: false,
    }
    expect(() => session.setRotaryTable(table)).toThrow(
      expect.objectContaining({
        code: 'extension.notApplicable',
        message: 'Frequencies of the extension: 8. Expected 16, half the rotated dimensions.',
      }),
    )
  })

  it('names the layers that a row source did not see', async () => {
    const session = await native.open(await native.random('llama'), { flashAttention: true })
    const observation = { queries: { kind: 'all' }, rowSource: 'softmax-nodes' } as const
    await expect(evaluate(session, listTokens(20), { observation })).rejects.toMatchObject({
      code: 'observation.layersMissing',
      message:
        'Attention was not seen of layers 0, 1, 2, 3. Expected all 4 layers. Check that flash attention is off.',
    })
    expect((await evaluate(session, listTokens(20))).evaluatedTokens).toBe(20)
  })

  it('refuses more tokens than the context holds', async () => {
    const session = await native.open(await native.random('llama'), { contextTokens: 256 })
    await expect(evaluate(session, listTokens(300))).rejects.toMatchObject({ code: 'context.invalid' })
    expect((await evaluate(session, listTokens(256))).evaluatedTokens).toBe(256)
  })

  it('refuses a cache type that does not fit the heads', async () => {
    await expect(
      native.open(await native.random('llama-grouped'), { cacheType: 'q8_0' }),
    ).rejects.toMatchObject({
      code: 'engine.failed',
      message: expect.stringContaining('does not divide'),
    })
  })

  it('reports weights that are not numbers', async () => {
    const session = await native.open(await native.random('llama'))
    session.setRotaryTable({
      divisors: new Float32Array(16).fill(1),
      ropeBase: 1e4,
      attentionFactor: NaN,
      applyToSlidingWindowLayers: false,
    })
    const observation = { queries: { kind: 'all' } } as const
    await expect(evaluate(session, listTokens(20), { observation })).rejects.toMatchObject({
      code: 'engine.failed',
      message: expect.stringContaining('layer 0'),
    })
  })
})

it('tells what the model is', async () => {
  const { model } = await native.random('gemma3')
  expect(model).toMatchObject({
    vocabularySize: 258,
    bosToken: 256,
    eosToken: 257,
    addsBos: true,
    endOfGenerationTokens: Int32Array.of(257),
    rotation: 'halves',
    hasRecurrentLayers: false,
    layerCount: 4,
    headCount: 8,
    slidingWindowTokens: 16,
  })
  const tokens = model.tokenize('Naïve <s> text', true)
  expect([...tokens.subarray(0, 4)]).toEqual([256, 78, 97, 195])
  expect(model.detokenize(tokens.subarray(1))).toBe('Naïve <s> text')
  expect(model.tokenTexts(Int32Array.of(78, 97))).toEqual(['N', 'a'])
})

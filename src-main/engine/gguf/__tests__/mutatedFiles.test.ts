import { afterAll, expect, it } from 'vitest'
import { RopewalkError } from '../../../contract'
import { readModel } from '../readModel'
import { createModelFolder, encodeParts, smallModel } from './ggufBytes'

const files = createModelFolder()
afterAll(() => files.remove())

const mutations = 1_000

it('answers each of 1,000 seeded mutations with a description or an expected error', () => {
  const random = createRandom(20_240_607)
  const valid = encodeParts(smallModel)
  const headerBytes = valid.length - smallModel.dataBytes
  const outcomes = { read: 0, refused: 0 }
  for (let mutation = 0; mutation < mutations; mutation++) {
    const path = files.write('mutated.gguf', mutate(valid, headerBytes, random))
    try {
      const description = readModel(path)
      expect(description.layerCount).toBeGreaterThan(0)
      expect(description.rotary.rotaryDimensions).toBeLessThanOrEqual(description.headDimensions)
      outcomes.read++
    } catch (error) {
      if (!(error instanceof RopewalkError)) throw error
      expect(error.code).toMatch(/^(gguf\.|model\.(unsupported|missing)|input\.invalid)/)
      expect(error.message).not.toContain('\n')
      outcomes.refused++
    }
  }
  expect(outcomes.read + outcomes.refused).toBe(mutations)
  expect(outcomes.refused).toBeGreaterThan(mutations / 4)
}, 60_000)

/** One to three bytes changed, a run of 0xff, or the end cut off. */
function mutate(valid: Buffer, headerBytes: number, random: () => number): Buffer {
  const bytes = Buffer.from(valid)
  const choice = random()
  if (choice < 0.2) return bytes.subarray(0, Math.floor(random() * bytes.length))
  const start = Math.floor(random() * headerBytes)
  if (choice < 0.4) return bytes.fill(0xff, start, start + 8)
  for (let change = 0; change < 3; change++)
    bytes[Math.floor(random() * headerBytes)] = Math.floor(random() * 256)
  return bytes
}

/** Mulberry32: 32-bit state, enough for choosing bytes. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

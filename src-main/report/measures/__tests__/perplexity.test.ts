import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computePerplexityMeasures } from '../perplexity'

async function measure(task: object) {
  const contents = await readContents(
    createFixture({
      models: [{ path: 'a.gguf', label: 'a' }],
      extensions: ['none'],
      contexts: [256],
      tasks: [{ kind: 'perplexity', text: 'x.txt', ...task }],
    }),
  )
  const [first] = contents.manifest.spec.tasks
  if (first.kind !== 'perplexity') throw new Error('fixture')
  return computePerplexityMeasures(contents, 0, first)
}

describe('computePerplexityMeasures', () => {
  it('is exp of the mean over windows: the fixture has 3.18, 3.23, 3.28 nats', async () => {
    const [row] = await measure({ protocol: 'full-window', windows: 3 })
    expect(row.perplexity.value).toBeCloseTo(Math.exp(3.23), 10)
    expect(row.windows).toBe(3)
    expect(row.lastTokensPerplexity).toBeCloseTo(Math.exp(3.13), 10)
  })

  it('gives no interval below five windows, and says why', async () => {
    const [few] = await measure({ protocol: 'full-window', windows: 4 })
    expect(few.perplexity.interval).toBeNull()
    expect(few.perplexity.intervalReason).toMatch(/at least 5/)
    const [enough] = await measure({ protocol: 'full-window', windows: 5 })
    const { value, interval } = enough.perplexity
    expect(interval).not.toBeNull()
    expect(interval?.low).toBeLessThan(value ?? NaN)
    expect(interval?.high).toBeGreaterThan(value ?? NaN)
  })

  it('leaves out what did not finish', async () => {
    const contents = await readContents(createFixture({ fails: () => true }))
    const [task] = contents.manifest.spec.tasks
    if (task.kind !== 'perplexity') throw new Error('fixture')
    expect(computePerplexityMeasures(contents, 0, task)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { orderPrompts } from '../orderPrompts'

const prompt = (depthPercent: number, repeat: number) => ({ kind: 'prompt', depthPercent, repeat })

describe('orderPrompts', () => {
  it('goes repeat by repeat from deep to shallow, whatever the order of the depths', () => {
    expect(orderPrompts([0, 100, 50], 2, 'within-repeat')).toEqual(
      [0, 1].flatMap((repeat) => [100, 50, 0].map((depth) => prompt(depth, repeat))),
    )
  })

  it('keeps all repeats of a depth together where they are filled alike', () => {
    expect(orderPrompts([0, 100, 50], 2, 'across-repeats')).toEqual(
      [100, 50, 0].flatMap((depth) => [0, 1].map((repeat) => prompt(depth, repeat))),
    )
  })
})

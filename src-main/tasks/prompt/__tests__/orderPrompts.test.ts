import { expect, it } from 'vitest'
import { orderPrompts } from '../orderPrompts'

it('goes repeat by repeat from deep to shallow, whatever the order of the depths', () => {
  expect(orderPrompts([0, 100, 50], 2)).toEqual(
    [0, 1].flatMap((repeat) =>
      [100, 50, 0].map((depthPercent) => ({ kind: 'prompt', depthPercent, repeat })),
    ),
  )
})

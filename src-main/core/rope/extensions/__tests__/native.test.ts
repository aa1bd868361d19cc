import { expect, it } from 'vitest'
import { llama2 } from '../../__tests__/tables'
import { resolveExtension } from '../../resolveExtension'

it('native leaves the rotations alone: it has no table', () => {
  expect(resolveExtension({ kind: 'native' }, llama2, 8192)).toEqual({
    resolvedSpec: 'native',
    extension: { kind: 'native' },
    table: null,
  })
})

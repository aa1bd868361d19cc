import { expect, test } from 'vitest'
import { renderCode } from '../renderTable'

test('lines of a fixed width break between words; no short word is torn', () => {
  expect(renderCode('yarn:scale=auto 0.0377 < none 0.0687')).toBe(
    '\\texttt{yarn:scale=auto 0.0377 \\textless{} none 0.0687}',
  )
})

test('a long word breaks every 8 letters and keeps all of them', () => {
  const hash = '0123456789abcdef'.repeat(2)
  const broken = renderCode(hash)
  expect(broken.split('\\allowbreak{}')).toHaveLength(4)
  expect(broken.replaceAll('\\allowbreak{}', '')).toBe(`\\texttt{${hash}}`)
})

import { expect, test } from 'vitest'
import { withKeptTexts } from '../withKeptTexts'

const files = withKeptTexts(
  {
    resolve: (path) => `/spec/${path}`,
    readText: (path) => Promise.resolve({ text: `disk: ${path}`, sha256: 'd', bytes: 1 }),
    computeSha256: () => Promise.resolve('m'),
  },
  new Map([['book.txt', Buffer.from('Call me Ishmael.')]]),
)

test('a text that travels with an experiment is read from it, the others from the disk', async () => {
  expect(await files.readText('book.txt')).toEqual({
    text: 'Call me Ishmael.',
    // printf 'Call me Ishmael.' | sha256sum
    sha256: '458f3ceeeec730139693560ecf66c9c22d9c7bc7dcb0599e8e10b667dfeac043',
    bytes: 16,
  })
  expect(await files.readText('other.txt')).toMatchObject({ text: 'disk: other.txt' })
})

test('models are always those of the disk', async () => {
  expect(files.resolve('a.gguf')).toBe('/spec/a.gguf')
  expect(await files.computeSha256(['/spec/a.gguf'])).toBe('m')
})

import { relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mapSpecPaths } from '../spec/mapSpecPaths'

const draft = {
  title: 'moved',
  models: [{ path: '/models/a.gguf', label: 'a', extensions: ['custom:file=/curves/mine.json', 'native'] }],
  extensions: ['none', 'yarn:scale=4', 'longrope:factors=/factors/a.json'],
  tasks: [
    { kind: 'perplexity', text: '/texts/book.txt' },
    { kind: 'needle', texts: ['bundled:moby-dick-training.txt', '/texts/book.txt'] },
    { kind: 'passkey', depths: [50] },
  ],
}

describe('mapSpecPaths', () => {
  it('maps models, texts and files of extensions, and nothing else', () => {
    expect(mapSpecPaths(draft, (path) => (path.startsWith('bundled:') ? path : `..${path}`))).toEqual({
      title: 'moved',
      models: [
        { path: '../models/a.gguf', label: 'a', extensions: ['custom:file=../curves/mine.json', 'native'] },
      ],
      extensions: ['none', 'yarn:scale=4', 'longrope:factors=../factors/a.json'],
      tasks: [
        { kind: 'perplexity', text: '../texts/book.txt' },
        { kind: 'needle', texts: ['bundled:moby-dick-training.txt', '../texts/book.txt'] },
        { kind: 'passkey', depths: [50] },
      ],
    })
  })

  it('leaves curves of the experiment where they are', () => {
    const own = { extensions: ['custom:curve=Mine', 'longrope:curve=LongRoPE 1'], curves: [{ name: 'Mine' }] }
    expect(mapSpecPaths(own, () => 'moved')).toEqual(own)
  })

  it('comes back from where it went', () => {
    const folder = resolve('/results/deep')
    const unnamed = { ...draft, tasks: [draft.tasks[0]] }
    const moved = mapSpecPaths(unnamed, (path) => relative(folder, path))
    expect(mapSpecPaths(moved, (path) => resolve(folder, path))).toEqual(
      mapSpecPaths(unnamed, (path) => resolve(path)),
    )
  })

  it.each([{}, { models: null, tasks: 7 }, { models: ['a'], tasks: [null], extensions: ['yaarn:x', 3] }])(
    'leaves a wrong spec as it is: %j',
    (wrong) => expect(mapSpecPaths(wrong, () => 'moved')).toEqual(wrong),
  )
})

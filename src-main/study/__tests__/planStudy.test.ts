import { describe, expect, it } from 'vitest'
import { planStudy } from '../plan/planStudy'
import { makeSpec } from './sampleStudy'

describe('planStudy', () => {
  it('orders by model, context, extension, task and item', () => {
    const models = [{ path: 'a.gguf' }, { path: 'b.gguf', extensions: ['native'] }]
    const tasks = [
      { kind: 'perplexity', text: 't', windows: 1 },
      { kind: 'passkey', depths: [0, 12.5], repeats: 1 },
    ]
    expect(planStudy(makeSpec({ models, tasks })).map(({ id }) => id)).toEqual([
      'm0/none/n128/t0/w0',
      'm0/none/n128/t1/d12.5/r0',
      'm0/none/n128/t1/d0/r0',
      'm0/yarn:scale=auto/n128/t0/w0',
      'm0/yarn:scale=auto/n128/t1/d12.5/r0',
      'm0/yarn:scale=auto/n128/t1/d0/r0',
      'm0/none/n256/t0/w0',
      'm0/none/n256/t1/d12.5/r0',
      'm0/none/n256/t1/d0/r0',
      'm0/yarn:scale=auto/n256/t0/w0',
      'm0/yarn:scale=auto/n256/t1/d12.5/r0',
      'm0/yarn:scale=auto/n256/t1/d0/r0',
      'm1/native/n128/t0/w0',
      'm1/native/n128/t1/d12.5/r0',
      'm1/native/n128/t1/d0/r0',
      'm1/native/n256/t0/w0',
      'm1/native/n256/t1/d12.5/r0',
      'm1/native/n256/t1/d0/r0',
    ])
  })

  it('gives every cell its coordinates and an id of its own', () => {
    const cells = planStudy(makeSpec())
    expect(cells.at(-1)).toEqual({
      id: 'm0/yarn:scale=auto/n256/t1/d0/r1',
      model: 0,
      task: 1,
      extension: 'yarn:scale=auto',
      contextTokens: 256,
      item: { kind: 'prompt', depthPercent: 0, repeat: 1 },
    })
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length)
    expect(cells).toHaveLength(2 * 2 * (2 + 4))
  })

  it('names samples by subtask', () => {
    const tasks = [{ kind: 'ruler', subtasks: ['vt', 'fwe'], samples: 2 }]
    const ids = planStudy(makeSpec({ tasks, contexts: [128], extensions: ['none'] })).map(({ id }) => id)
    expect(ids).toEqual(['vt/s0', 'vt/s1', 'fwe/s0', 'fwe/s1'].map((item) => `m0/none/n128/t0/${item}`))
  })

  it.each([
    [
      { tasks: [{ kind: 'needle', texts: ['book.txt'], depths: [0, 50, 50] }] },
      'The same twice in tasks[0].depths: 50. Expected each value once. Remove one of them.',
    ],
    [
      { tasks: [{ kind: 'ruler', subtasks: ['vt', 'vt'] }] },
      'The same twice in tasks[0].subtasks: vt. Expected each value once. Remove one of them.',
    ],
    [
      { contexts: [128, 128] },
      'The same twice in contexts: 128. Expected each value once. Remove one of them.',
    ],
    [
      { extensions: ['linear:scale=2', 'none', 'linear:scale=2.0'] },
      'The same twice in extensions: linear:scale=2.0. Expected each value once. Remove one of them.',
    ],
    [
      { models: [{ path: 'a', extensions: ['none', 'none'] }] },
      'The same twice in models[0].extensions: none. Expected each value once. Remove one of them.',
    ],
    [
      {
        models: [
          { path: 'a', label: 'base' },
          { path: 'b', label: 'base' },
        ],
      },
      'The same twice in models[].label: base. Expected each value once. Remove one of them.',
    ],
    [
      { tasks: [{ kind: 'passkey', depths: [5, 5] }] },
      'The same twice in tasks[0].depths: 5. Expected each value once. Remove one of them.',
    ],
  ])('refuses %j', (fields, message) => {
    expect(() => planStudy(makeSpec(fields))).toThrow(message)
  })

  it('refuses an unknown extension', () => {
    expect(() => planStudy(makeSpec({ extensions: ['yaarn:scale=4'] }))).toThrow('yaarn')
  })
})

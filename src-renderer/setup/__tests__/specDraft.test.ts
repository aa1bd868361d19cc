import { describe, expect, it } from 'vitest'
import { createBlankDraft, isBlank, readModels, readNumbers, readTasks, setAt } from '../specDraft'
import { createTaskDraft, taskKinds } from '../taskTemplates'
import { taskSchema } from '../../../src-main/contract'

describe('setAt', () => {
  const draft = { title: 'T', models: [{ path: 'a' }, { path: 'b' }], contexts: [256], other: { kept: true } }

  it('changes one place and shares the rest', () => {
    const changed = setAt(draft, ['models', 1, 'label'], 'B')
    expect(changed.models).toEqual([{ path: 'a' }, { path: 'b', label: 'B' }])
    expect(changed.other).toBe(draft.other)
    expect(draft.models[1]).toEqual({ path: 'b' })
  })

  it('takes fields and items away by undefined, and makes what is missing on the way', () => {
    expect(setAt(draft, ['models', 0], undefined).models).toEqual([{ path: 'b' }])
    expect(setAt(draft, ['title'], undefined)).not.toHaveProperty('title')
    expect(setAt(draft, ['engine', 'threads'], 2).engine).toEqual({ threads: 2 })
    expect(setAt(draft, ['tasks', 0], { kind: 'passkey' }).tasks).toEqual([{ kind: 'passkey' }])
  })

  it('keeps the order of fields, so that a saved file changes only where it was edited', () => {
    expect(Object.keys(setAt(draft, ['models', 0, 'path'], 'z'))).toEqual(Object.keys(draft))
  })
})

describe('reading a draft', () => {
  it('takes what is there and passes over what is wrong', () => {
    const wrong = { models: [{ path: 'a', label: 3 }, 'x'], contexts: [256, 'many'], tasks: 'none' }
    expect(readModels(wrong)).toEqual([
      { path: 'a', label: null, trainedContextTokens: null, extensions: null },
      { path: '', label: null, trainedContextTokens: null, extensions: null },
    ])
    expect(readNumbers(wrong, 'contexts')).toEqual([256])
    expect(readTasks(wrong)).toEqual([])
  })

  it('has nothing to lose without models and tasks', () => {
    const blank = createBlankDraft('T')
    expect(isBlank(blank)).toBe(true)
    expect(isBlank(setAt(blank, ['models', 0], { path: 'a' }))).toBe(false)
  })
})

describe('createTaskDraft', () => {
  it.each(taskKinds)('begins %s as something the format takes', (kind) => {
    expect(taskSchema.safeParse(createTaskDraft(kind)).success).toBe(true)
  })

  it('knows every kind of task', () => {
    expect(taskKinds).toEqual(taskSchema.options.map((option) => option.shape.kind.value))
  })
})

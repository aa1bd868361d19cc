import { describe, expect, it } from 'vitest'
import type { ModelDescription } from '../../contract'
import { nameModel, refuseEqualNames } from '../plan/nameModel'

const describeNamed = (name: string | null) => ({ name }) as ModelDescription

describe('names of models', () => {
  it('are the label, else the name in the file, else the file’s name', () => {
    const path = 'models/Llama-2-7B.GGUF'
    expect(nameModel({ path, label: 'base' }, describeNamed('LLaMA v2'))).toBe('base')
    expect(nameModel({ path }, describeNamed('LLaMA v2'))).toBe('LLaMA v2')
    expect(nameModel({ path }, describeNamed(null))).toBe('Llama-2-7B')
  })

  it('differ, also where a file gives itself the name another model is labelled with', () => {
    const models = [
      { entry: { path: 'a.gguf', label: 'tiny' }, description: describeNamed(null) },
      { entry: { path: 'b.gguf' }, description: describeNamed('tiny') },
    ]
    expect(() => refuseEqualNames(models)).toThrow(
      'Two models of one name: tiny (models[0] and models[1]). ' +
        'Expected names that differ, since tables and figures tell models apart by them. Give one a `label` of its own.',
    )
    expect(() => refuseEqualNames(models.slice(1))).not.toThrow()
  })
})

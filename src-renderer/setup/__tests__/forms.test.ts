import { describe, expect, it } from 'vitest'
import { engineSettingsSchema, observationSettingsSchema, taskSchema } from '../../../src-main/contract'
import { en } from '../../i18n/en'
import { describeFields } from '../describeFields'
import { parseJson, parseList, parseNumberList, parseSpecList, writeJson, writeList } from '../listText'

const schemas = [...taskSchema.options, engineSettingsSchema, observationSettingsSchema]

describe('describeFields', () => {
  it('gives every field of the format a control and a name', () => {
    const names = schemas.flatMap((schema) => describeFields(schema).map(({ name }) => name))
    expect(names.length).toBeGreaterThan(30)
    expect(names.filter((name) => !(name in en.setup.field))).toEqual([])
    expect(Object.keys(en.setup.field).filter((name) => !names.includes(name))).toEqual([])
  })

  it('takes limits, choices and defaults from the schema', () => {
    const [passkey] = taskSchema.options.filter((option) => option.shape.kind.value === 'passkey')
    const fields = new Map(describeFields(passkey).map((field) => [field.name, field]))
    expect(fields.has('kind')).toBe(false)
    expect(fields.get('depths')).toMatchObject({ kind: 'numbers', required: true, minimum: 0, maximum: 100 })
    expect(fields.get('repeats')).toMatchObject({ kind: 'number', whole: true, minimum: 1, fallback: 4 })
    expect(fields.get('scoring')).toMatchObject({ kind: 'choice', options: ['first-number', 'token-exact'] })
    expect(fields.get('keyRange')?.kind).toBe('json')
    const flag = describeFields(engineSettingsSchema).find(({ name }) => name === 'flashAttention')
    expect(flag).toMatchObject({ kind: 'flag', fallback: true })
  })
})

describe('lists in one line', () => {
  it('reads numbers, ranges, and leaves the rest for the plan to refuse', () => {
    expect(parseNumberList('0..100/25')).toEqual([0, 25, 50, 75, 100])
    expect(parseNumberList('256, 512 1024')).toEqual([256, 512, 1024])
    expect(parseNumberList('256, many')).toEqual([256, 'many'])
    expect(parseNumberList('0..1/0')).toEqual(['0..1/0'])
    expect(parseNumberList('0..0.3/0.1')).toEqual([0, 0.1, 0.2, 0.3])
  })

  it('writes what it reads', () => {
    expect(parseList(writeList(['a.txt', 'b.txt']))).toEqual(['a.txt', 'b.txt'])
    expect(parseSpecList('none; yarn:scale=4,betaFast=16')).toEqual(['none', 'yarn:scale=4,betaFast=16'])
    expect(parseSpecList(' ')).toBeUndefined()
    expect(parseJson('{"first":1,"last":5}')).toEqual({ first: 1, last: 5 })
    expect(parseJson('{"first"')).toBe('{"first"')
    expect(writeJson(parseJson('{"first"'))).toBe('{"first"')
    expect(writeJson({ first: 1 })).toBe('{"first":1}')
    expect(parseJson('')).toBeUndefined()
  })
})

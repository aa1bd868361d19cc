import { describe, expect, it } from 'vitest'
import { measureGroups } from '../../help/measures'
import { extensionNames } from '../../../src-main/core/rope'
import { en } from '../en'
import { zhCN } from '../zh-CN'

type Words = { readonly [key: string]: string | Words }

function flatten(words: Words, path = ''): [key: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[path + name, value]] : flatten(value, `${path}${name}.`),
  )
}

const placeholders = (text: string) =>
  [...text.replaceAll(/\{'.'\}/g, '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('languages', () => {
  const english = new Map(flatten(en))
  const chinese = new Map(flatten(zhCN))

  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('say something everywhere, with the same values filled in', () => {
    for (const [key, text] of english) {
      const translated = chinese.get(key) ?? ''
      expect(text.trim(), key).not.toBe('')
      expect(translated.trim(), key).not.toBe('')
      // Forms for one and many stand side by side in English alone.
      expect([...new Set(placeholders(translated))], key).toEqual([...new Set(placeholders(text))])
    }
  })
})

describe('help', () => {
  it('explains every measure of the catalogue and every extension, and no other', () => {
    const ids = measureGroups.flatMap(({ measures }) => measures.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(en.help.measure).sort()).toEqual([...ids].sort())
    expect(Object.keys(en.help.extension)).toEqual(extensionNames)
  })
})

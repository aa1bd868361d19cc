import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { composeDocument } from '../../document/composeDocument'
import { renderHtml } from '../renderHtml'

const HOSTILE = `<script>alert('x')</script> & "quoted" <img src=x onerror=y>`
let page: string

beforeAll(async () => {
  page = await render()
}, 300_000)

describe('renderHtml', () => {
  it('escapes a hostile title wherever it stands', () => {
    expect(page.match(/<script/gi)).toHaveLength(1)
    expect(page.match(/<img/gi)).toBeNull()
    const escaped = '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;'
    expect(page.split(escaped).length - 1).toBe(2)
  })

  it('carries a policy that allows its own script by hash and no network', () => {
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? []
    const [, script] = /<script>([\s\S]*)<\/script>/.exec(page) ?? []
    const hash = createHash('sha256').update(script).digest('base64')
    expect(policy).toBe(
      `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:`,
    )
  })

  it('refers to nothing outside itself', () => {
    const addresses = page.match(/https?:\/\/[^\s'"]{0,40}/g)
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']))
    expect(page.match(/url\((?!#)|@import/g)).toBeNull()
    for (const [, target] of page.matchAll(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^#/)
  })

  it('closes every element it opens', () => {
    expect(findUnbalanced(page)).toBeNull()
  })

  it('uses every id once, and links only to ids it has', () => {
    const ids = Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of page.matchAll(/(?:href="|url\()#([^")]*)/g)) expect(ids).toContain(target)
  })

  it('gives every drawing a name, and every figure its data', () => {
    const figures = page.split('<figure ').slice(1)
    expect(figures.length).toBeGreaterThanOrEqual(7)
    for (const figure of figures) {
      for (const part of [
        /<svg role="img" aria-label="[^"]+"/,
        /<details><summary>Data of figure \d+/,
        /<figcaption>/,
      ])
        expect(part.test(figure), String(part)).toBe(true)
    }
  })

  it('is the same to the byte when it is made again', async () => {
    expect((await render()) === page).toBe(true)
  }, 300_000)
})

async function render(): Promise<string> {
  return renderHtml(composeDocument(await readContents(createFixture({ title: HOSTILE }))))
}

/** The first tag that does not fit the ones open, or null. */
function findUnbalanced(html: string): string | null {
  const empty = new Set(['meta', 'wbr', 'br'])
  const open: string[] = []
  for (const [tag, slash, name] of html
    .replace(/<script>[\s\S]*<\/script>/, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi)) {
    if (empty.has(name.toLowerCase()) || tag.endsWith('/>')) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) return tag
  }
  return open.at(-1) ?? null
}

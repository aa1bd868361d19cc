import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../contract'
import { exitCodeOf } from '../exitCode'

describe('exitCodeOf', () => {
  it('tells bad input, failures and cancellation apart', () => {
    expect(exitCodeOf('extension.invalid')).toBe(2)
    expect(exitCodeOf('target.exists')).toBe(2)
    expect(exitCodeOf('engine.crashed')).toBe(1)
    expect(exitCodeOf('run.cancelled')).toBe(130)
  })

  it('is what docs/errors.md says of every code, and the page has no other', async () => {
    const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
    const rows = Array.from(page.matchAll(/^\| `([a-zA-Z.]+)` \|.*\| (\d+) \|$/gm), ([, code, exit]) => [
      code,
      Number(exit),
    ])
    expect(rows).toEqual(errorCodes.map((code) => [code, exitCodeOf(code)]))
  })
})

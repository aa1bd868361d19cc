import { open } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { RopewalkError } from '../../contract'
import { toDiskError } from '../diskError'

function toSystemError(code: string): Error {
  return Object.assign(new Error(`${code}: said by the system`), { code })
}

test.each([
  ['ENOSPC', 'disk.full'],
  ['EDQUOT', 'disk.full'],
  ['ENOENT', 'target.missingDirectory'],
  ['EACCES', 'target.notWritable'],
  ['EROFS', 'target.notWritable'],
  ['EPERM', 'target.notWritable'],
])('%s is %s, and both the path and the code are told', (systemCode, code) => {
  const error = toDiskError(toSystemError(systemCode), '/data/a.ropewalk')
  expect(error).toMatchObject({ code, details: { path: '/data/a.ropewalk', systemCode } })
  expect(error.message).toContain('/data/a.ropewalk')
  expect(error.message).toMatch(/\. Expected .+\. .+\.$/)
})

test('what the system did not say is a broken invariant', () => {
  expect(toDiskError(new TypeError('x is not a function'), 'a').code).toBe('invariant.broken')
  const own = new RopewalkError('target.locked', 'Locked.')
  expect(toDiskError(own, 'a')).toBe(own)
})

// Linux has a device that is always full.
test.runIf(process.platform === 'linux')('a full device is a full disk', async () => {
  const handle = await open('/dev/full', 'w')
  const thrown: unknown = await handle.write('x').catch((caught: unknown) => caught)
  await handle.close()
  expect(toDiskError(thrown, '/dev/full').code).toBe('disk.full')
})

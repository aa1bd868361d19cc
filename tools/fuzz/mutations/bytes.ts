/** Damage of disks and wires, and lies in the structures of the ZIP format. */
import type { Random } from '../random'
import type { ByteMutation } from './mutation'

const LOCAL_HEADER = Buffer.from('PK\u0003\u0004', 'latin1')
const DIRECTORY_ENTRY = Buffer.from('PK\u0001\u0002', 'latin1')
const DIRECTORY_END = Buffer.from('PK\u0005\u0006', 'latin1')

export const byteMutations: readonly ByteMutation[] = [
  define('bits flipped', (bytes, random) => {
    for (let flips = random.integer(1, 16); flips > 0; flips--)
      bytes[random.integer(0, bytes.length - 1)] ^= 1 << random.integer(0, 7)
    return bytes
  }),
  define('cut off', (bytes, random) => bytes.subarray(0, random.integer(0, bytes.length - 1))),
  define('a stretch missing', (bytes, random) => {
    const { start, end } = chooseStretch(bytes, random)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  }),
  define('a stretch twice', (bytes, random) => {
    const { start, end } = chooseStretch(bytes, random)
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)])
  }),
  define('a stretch overwritten', (bytes, random) => {
    const { start, end } = chooseStretch(bytes, random)
    return bytes.fill(random.choose([0, 0xff, 0x50, random.integer(0, 255)]), start, end)
  }),
  define('something in front', (bytes, random) =>
    Buffer.concat([Buffer.alloc(random.integer(1, 5000), random.integer(0, 255)), bytes]),
  ),
  define('something behind', (bytes, random) =>
    Buffer.concat([bytes, Buffer.alloc(random.integer(1, 70_000), random.integer(0, 255))]),
  ),
  // Fields of 2 or 4 bytes: sizes, offsets, counts, methods, name lengths.
  define('a lie in a directory entry', (bytes, random) => lie(bytes, DIRECTORY_ENTRY, 46, random)),
  define('a lie in a local header', (bytes, random) => lie(bytes, LOCAL_HEADER, 30, random)),
  define('a lie in the end of the directory', (bytes, random) => lie(bytes, DIRECTORY_END, 22, random)),
  define('a name that leads out', (bytes, random) => {
    const names = ['cells.ndjson', 'manifest.json', 'timings.ndjson', 'tables/cells.parquet']
    const name = random.choose(names)
    const trick = random.choose(['../', '/', 'C:/', 'a\\', '..\\', '\u0000', '//', './', 'a/../../'])
    const replacement = `${trick}${'x'.repeat(name.length)}`.slice(0, name.length)
    return Buffer.from(bytes.toString('latin1').replaceAll(name, replacement), 'latin1')
  }),
  define('two parts of one name', (bytes) =>
    Buffer.from(bytes.toString('latin1').replaceAll('timings.ndjson', 'tables/x.ndjso'), 'latin1'),
  ),
]

function define(name: string, apply: ByteMutation['apply']): ByteMutation {
  return { kind: 'bytes', name, apply: (bytes, random) => apply(Buffer.from(bytes), random) }
}

function chooseStretch(bytes: Buffer, random: Random): { start: number; end: number } {
  const start = random.integer(0, bytes.length - 1)
  return { start, end: Math.min(bytes.length, start + random.integer(1, random.choose([4, 64, 4096]))) }
}

/** @param headerBytes of the structure that begins with `signature` */
function lie(bytes: Buffer, signature: Buffer, headerBytes: number, random: Random): Buffer {
  const places: number[] = []
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1)) places.push(at)
  const field = random.choose(places) + random.integer(2, headerBytes / 2 - 2) * 2
  const value = random.choose([
    0,
    1,
    8,
    0x7fff_ffff,
    0xffff_ffff,
    0x4000_0000,
    random.integer(0, 0x7fff_ffff),
  ])
  if (random.choose([true, false])) bytes.writeUInt16LE(value & 0xffff, field)
  else if (field + 4 <= bytes.length) bytes.writeUInt32LE(value, field)
  return bytes
}

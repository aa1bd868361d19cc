/** Archives that unpack to far more than they are, and text that takes far more memory than it is long. */
import type { Random } from '../random'
import type { ByteMutation, PartMutation } from './mutation'

const DIRECTORY_ENTRY = Buffer.from('PK\u0001\u0002', 'latin1')
const DIRECTORY_END = Buffer.from('PK\u0005\u0006', 'latin1')

/** Below and above the sizes from which a reader looks at the ratio. */
const BOMB_BYTES = [2 ** 22, 2 ** 24 - 1, 2 ** 24 + 1, 2 ** 25, 2 ** 26 + 1]

const TEXTS = ['manifest.json', 'cells.ndjson', 'timings.ndjson', 'annotations.json']

export const bombMutations: readonly (ByteMutation | PartMutation)[] = [
  {
    kind: 'parts',
    name: 'a part that unpacks to far more',
    apply: (parts, random) =>
      void parts.set(
        random.choose([...TEXTS, 'attention/000000.bin']),
        Buffer.alloc(random.choose(BOMB_BYTES), 0x20),
      ),
  },
  {
    kind: 'parts',
    name: 'a text of nothing but small values',
    apply: (parts, random) => {
      const unit = random.choose(['{}\n', '[]\n', '0\n', '{},', '[],', '0,', '"",', '{"a":{}},', '[[]],'])
      const filling = unit.repeat(Math.ceil(random.choose(BOMB_BYTES) / unit.length))
      const name = random.choose(TEXTS)
      const isList = unit.endsWith(',')
      // As a whole part, and as a field that a reader does not know and passes on.
      const text = parts.get(name)?.toString() ?? ''
      const field = text.replace('{', `{"x":[${filling.slice(0, -1)}],`)
      parts.set(name, Buffer.from(isList ? random.choose([`[${filling.slice(0, -1)}]\n`, field]) : filling))
    },
  },
  {
    kind: 'parts',
    name: 'a line again and again',
    apply: (parts, random) => {
      const name = random.choose(['cells.ndjson', 'timings.ndjson'])
      const line = `${parts.get(name)?.toString().split('\n')[0] ?? ''}\n`
      parts.set(name, Buffer.from(line.repeat(Math.ceil(random.choose(BOMB_BYTES) / line.length))))
    },
  },
  {
    kind: 'bytes',
    name: 'many names for the same bytes',
    apply: (bytes, random) => shareLastPart(bytes, random),
  },
]

/** Directory entries under new names that lead to the data of the last part. */
function shareLastPart(bytes: Buffer, random: Random): Buffer {
  const start = bytes.lastIndexOf(DIRECTORY_ENTRY)
  const end = bytes.lastIndexOf(DIRECTORY_END)
  const entry = bytes.subarray(start, end)
  const nameBytes = entry.readUInt16LE(28)
  const copies = Array.from({ length: random.choose([10, 1000, 60_000]) }, (_unused, index) => {
    const copy = Buffer.from(entry)
    copy.write(index.toString(36).padStart(nameBytes, 'x'), 46, 'latin1')
    return copy
  })
  const tail = Buffer.from(bytes.subarray(end))
  const count = tail.readUInt16LE(10) + copies.length
  tail.writeUInt16LE(count, 8)
  tail.writeUInt16LE(count, 10)
  tail.writeUInt32LE(tail.readUInt32LE(12) + copies.length * entry.length, 12)
  return Buffer.concat([bytes.subarray(0, end), ...copies, tail])
}

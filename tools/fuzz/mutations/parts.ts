/** Spoiled binary parts, and parts too many or too few. */
import type { PartMutation } from './mutation'

export const partMutations: readonly PartMutation[] = [
  {
    kind: 'parts',
    name: 'a binary part spoiled',
    apply: (parts, random) => {
      const binary = [...parts].filter(([name, { length }]) => /\.(bin|parquet)$/.test(name) && length > 0)
      const [, content] = random.choose(binary)
      for (let count = random.integer(1, 64); count > 0; count--)
        content[random.integer(0, content.length - 1)] = random.integer(0, 255)
    },
  },
  {
    kind: 'parts',
    name: 'a binary part of another length',
    apply: (parts, random) => {
      const [name, content] = random.choose([...parts].filter(([part]) => /\.(bin|parquet)$/.test(part)))
      const length = random.choose([0, 1, content.length - 1, content.length + 8, 1_000_000])
      parts.set(name, Buffer.concat([content, Buffer.alloc(length)], length))
    },
  },
  {
    kind: 'parts',
    name: 'a part missing',
    apply: (parts, random) => void parts.delete(random.choose([...parts.keys()])),
  },
  {
    kind: 'parts',
    name: 'parts exchanged',
    apply: (parts, random) => {
      const [[a, contentOfA], [b, contentOfB]] = [random.choose([...parts]), random.choose([...parts])]
      parts.set(a, contentOfB).set(b, contentOfA)
    },
  },
  {
    kind: 'parts',
    name: 'many foreign parts',
    apply: (parts, random) => {
      for (let index = random.integer(10, 1000); index > 0; index--)
        parts.set(
          `${random.choose(['x', 'attention', '__proto__', 'constructor'])}/${index}.bin`,
          Buffer.alloc(1),
        )
    },
  },
]

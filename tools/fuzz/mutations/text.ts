/** Spoiled JSON in otherwise sound archives: extremes, missing and foreign keys, prototype tricks, depth, broken UTF-8. */
import type { Parts } from '../../../src-main/store/__tests__/rewriteExperiment'
import type { Random } from '../random'
import type { PartMutation } from './mutation'

const TEXTS = ['manifest.json', 'cells.ndjson', 'timings.ndjson', 'annotations.json', 'signature.json']

const EXTREMES = [
  '-1', '0', '1e308', '-1e308', '1e999', '9007199254740993', '4294967296', '2147483648', '0.5', 'NaN', 'null', 'true',
  '"x"', '""', '[]', '{}', '[[]]', '"<img src=x onerror=alert(1)>"', '"../../x"', '"\\u0000"', '"\\ud800"',
] // prettier-ignore

const HOSTILE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '\\u0000',
  '0',
]

export const textMutations: readonly PartMutation[] = [
  define('a value replaced by an extreme', (text, random) =>
    replaceMatch(text, /(?<=[:[,]\s?)(-?\d[\d.e+-]*|"[^"]*"|true|false|null)(?=[,\]}\s])/g, random, () =>
      random.choose(EXTREMES),
    ),
  ),
  define('a key replaced', (text, random) =>
    replaceMatch(text, /"[A-Za-z0-9]+"(?=\s?:)/g, random, () => `"${random.choose(HOSTILE_KEYS)}"`),
  ),
  define('a hostile object put in', (text, random) =>
    replaceMatch(text, /\{/g, random, () => `{"${random.choose(HOSTILE_KEYS)}": {"polluted": true},`),
  ),
  define('a piece left out', (text, random) => {
    const start = random.integer(0, text.length - 1)
    return text.slice(0, start) + text.slice(start + random.integer(1, 200))
  }),
  define('a line twice or missing', (text, random) => {
    const lines = text.split('\n')
    const line = random.integer(0, lines.length - 1)
    return lines
      .flatMap((value, index) => (index !== line ? [value] : random.choose([[], [value, value]])))
      .join('\n')
  }),
  define('nested too deeply', (text, random) => {
    const depth = random.integer(1000, 100_000)
    return replaceMatch(text, /(?<=:\s?)\d+/g, random, () => '['.repeat(depth) + ']'.repeat(depth))
  }),
  define('a very long text', (text, random) =>
    replaceMatch(text, /"[^"]+"/g, random, () => `"${'long '.repeat(random.integer(1000, 400_000))}"`),
  ),
  define('a very long list', (text, random) =>
    replaceMatch(text, /(?<=:\s?)\d+/g, random, () => `[${'0,'.repeat(random.integer(1000, 500_000))}0]`),
  ),
  {
    kind: 'parts',
    name: 'broken UTF-8',
    apply: (parts, random) => {
      const { content } = chooseText(parts, random)
      content[random.integer(0, content.length - 1)] = random.choose([0xff, 0xc0, 0x80, 0xed])
    },
  },
]

function define(name: string, change: (text: string, random: Random) => string): PartMutation {
  return {
    kind: 'parts',
    name,
    apply: (parts, random) => {
      const { part, content } = chooseText(parts, random)
      parts.set(part, Buffer.from(change(content.toString(), random)))
    },
  }
}

function chooseText(parts: Parts, random: Random): { part: string; content: Buffer } {
  const present = [...parts].filter(([name, content]) => TEXTS.includes(name) && content.length > 0)
  const [part, content] = random.choose(present)
  return { part, content }
}

function replaceMatch(text: string, pattern: RegExp, random: Random, replacement: () => string): string {
  const matches = [...text.matchAll(pattern)]
  if (matches.length === 0) return text
  const { index, 0: found } = random.choose(matches)
  return text.slice(0, index) + replacement() + text.slice(index + found.length)
}

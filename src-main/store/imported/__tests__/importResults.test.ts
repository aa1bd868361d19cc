import { expect, test } from 'vitest'
import { importedResultsSchema } from '../../../contract'
import { importResults } from '../importResults'

function importText(text: string, fileName = 'results') {
  return importResults(Buffer.from(text), fileName)
}

const perplexityLog = [
  'llama_model_loader: - kv   1:                               general.name str              = Sample 160M',
  'perplexity: calculating perplexity over 655 chunks, n_ctx=512, batch_size=2048, n_seq=4',
  '[1]4.1234,[2]4.5678,',
  'Final estimate: PPL = 5.9066 +/- 0.03286',
  '',
].join('\n')

test('the log of llama.cpp gives one perplexity with its error, chunks and length', () => {
  const { source, rows } = importText(perplexityLog, 'ppl.log')
  expect(source).toMatchObject({ tool: 'llama-perplexity', fileName: 'ppl.log', bytes: perplexityLog.length })
  expect(rows).toEqual([
    expect.objectContaining({
      measure: 'perplexity',
      model: 'Sample 160M',
      contextTokens: 512,
      value: 5.9066,
      standardError: 0.03286,
      samples: 655,
    }),
  ])
})

const needle = (depth: number, score: unknown) => ({
  model: 'gpt-x',
  context_length: 1000,
  depth_percent: depth,
  version: 1,
  needle: 'Eat a sandwich.',
  model_response: 'A sandwich.',
  score,
  test_duration_seconds: 1.5,
})

test('needle results are scores of 0 to 1 by length and depth, one or many to a file', () => {
  const { source, rows } = importText(JSON.stringify([needle(0, 10), needle(0, 5), needle(50, '3')]))
  expect(source.tool).toBe('needle-haystack')
  expect(
    rows.map(({ contextTokens, depthPercent, value, samples }) => [
      contextTokens,
      depthPercent,
      value,
      samples,
    ]),
  ).toEqual([
    [1000, 0, 0.75, 2],
    [1000, 50, 0.3, 1],
  ])
  expect(importText(JSON.stringify(needle(10, 7))).rows).toHaveLength(1)
})

test('RULER predictions are scored as RULER does where they bring no score', () => {
  const line = (value: object) => JSON.stringify({ index: 0, input: 'x', others: {}, length: 4096, ...value })
  const text = [
    line({ pred: 'They are 123 and four.', outputs: ['123', '456'] }),
    line({ pred: 'ABC def', outputs: ['abc', 'DEF'] }),
    line({ pred: '', outputs: ['x'], length: 8192, score: 0.5 }),
  ].join('\n')
  const { source, rows } = importText(text, 'niah_multivalue.jsonl')
  expect(source.tool).toBe('ruler')
  expect(
    rows.map(({ task, contextTokens, value, samples }) => [task, contextTokens, value, samples]),
  ).toEqual([
    ['niah_multivalue', 4096, 0.75, 2],
    ['niah_multivalue', 8192, 0.5, 1],
  ])
  const qa = importText(line({ pred: 'Paris', outputs: ['Paris', 'London'] }), 'qa_1.jsonl')
  expect(qa.rows[0].value).toBe(1)
})

test('retrieval-head scores are means by layer and head', () => {
  const { source, rows } = importText('{"16-19": [0.9, 1.0], "0-3": [0]}\n')
  expect(source.tool).toBe('retrieval-heads')
  expect(rows).toEqual([
    expect.objectContaining({ measure: 'retrievalScore', layer: 16, head: 19, value: 0.95, samples: 2 }),
    expect.objectContaining({ layer: 0, head: 3, value: 0 }),
  ])
})

test('the YaRN table is a perplexity by model and length; what was not measured is left out', () => {
  const { source, rows } = importText(',256,512\nyarn/7b,6.5,\n"a,b",7,8\n')
  expect(source.tool).toBe('yarn-perplexity')
  expect(rows.map(({ model, contextTokens, value }) => [model, contextTokens, value])).toEqual([
    ['yarn/7b', 256, 6.5],
    ['"a,b"', 256, 7],
    ['"a,b"', 512, 8],
  ])
})

const shortLog = (estimate: string) =>
  `perplexity: calculating perplexity over 3 chunks, n_ctx=512, batch_size=2048, n_seq=4\n` +
  `[1]6.2578,[2]7.0820,[3]7.6175,\nFinal estimate: PPL = ${estimate}\n`

test.each([
  ['decimal commas', Buffer.from(shortLog('7,6175 +/- 0,05000'))],
  ['a byte order mark', Buffer.from(`\uFEFF${shortLog('7.6175 +/- 0.05000')}`)],
  ['UTF-16', Buffer.from(`\uFEFF${shortLog('7.6175 +/- 0.05000').replaceAll('\n', '\r\n')}`, 'utf16le')],
  ['UTF-16 without its mark', Buffer.from(shortLog('7,6175 +/- 0,05000'), 'utf16le')],
  ['UTF-16, high bytes first', Buffer.from(`\uFEFF${shortLog('7.6175 +/- 0.05000')}`, 'utf16le').swap16()],
])('a log with %s is read as it is meant', (_what, content) => {
  expect(importResults(content, 'ppl.log').rows).toEqual([
    expect.objectContaining({ value: 7.6175, standardError: 0.05, samples: 3, contextTokens: 512 }),
  ])
})

test('a log of several runs gives each its own length', () => {
  const second = shortLog('9.5 +/- 0.1').replace('n_ctx=512', 'n_ctx=1024')
  const { rows } = importText(shortLog('7.6175 +/- 0.05') + second)
  expect(rows.map(({ contextTokens, value }) => [contextTokens, value])).toEqual([
    [512, 7.6175],
    [1024, 9.5],
  ])
})

test('a table that a spreadsheet wrote has semicolons, and commas in its numbers', () => {
  const { rows } = importText(';256;512\nyarn/7b;6,5;7,25\n')
  expect(rows.map(({ value }) => value)).toEqual([6.5, 7.25])
})

test('scores written as text are numbers, with a comma as well', () => {
  expect(importText(JSON.stringify(needle(0, '7,5'))).rows[0].value).toBe(0.75)
})

test.each([
  [
    shortLog('nan +/- nan'),
    'Perplexity that is no number in results: nan. Expected a number of at least 1. ' +
      'Find out what went wrong in that run, or leave it out of the file.',
  ],
  [
    shortLog('7.5 +/- -nan'),
    'Error of a perplexity that is no number in results: -nan. Expected a number of at least 0. ' +
      'Find out what went wrong in that run, or leave it out of the file.',
  ],
  [
    ',256,512\nyarn/7b,6.5,nan\n',
    'Perplexity that is no number in results, yarn/7b at 512 tokens: nan. Expected a number of at least 1. ' +
      'Find out what went wrong in that run, or leave it out of the file.',
  ],
  [
    ',256,512\nyarn/7b,6,5,7,25\n',
    'Line whose numbers do not fit the head of results: yarn/7b,6,5,7,25. Expected a name and 2 numbers. ' +
      'Write decimals with a point, or part the fields with semicolons.',
  ],
  [
    JSON.stringify(needle(0, null)),
    'Score that is none in results: null. Expected a number of 0 to 10. Take the result without a score out of the file.',
  ],
  [
    '{"16-19": [0.9, NaN], "name": "Infinity"}',
    'Value that is no number in results: NaN. Expected numbers only. Take that result out of the file.',
  ],
])('what is no number is refused by name: %j', (text, message) => {
  expect(() => importText(text)).toThrow(expect.objectContaining({ code: 'import.unreadable', message }))
})

test('every import fits its schema', () => {
  for (const text of [perplexityLog, JSON.stringify(needle(0, 1)), '{"1-2":[0.5]}', ',256\nm,5\n'])
    expect(importedResultsSchema.safeParse(importText(text)).success).toBe(true)
})

test.each([
  ['nothing', ''],
  ['a text', 'Call me Ishmael.'],
  ['a log that ended early', perplexityLog.split('\n').slice(0, 3).join('\n')],
  ['empty scores', '{}'],
  ['a score beyond ten', JSON.stringify(needle(0, 11))],
  ['a table without numbers', ',256\nm,nan\n'],
  ['a key that changes prototypes', '{"__proto__": {"polluted": [1]}}'],
  ['lines of which one is broken', '{"pred":"a","outputs":["a"]}\n{"pred":'],
])('%s is no known format', (_what, text) => {
  expect(() => importText(text)).toThrow(expect.objectContaining({ code: 'import.unreadable' }))
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

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

test('the YaRN table is a perplexity by model and length; what is no number is left out', () => {
  const { source, rows } = importText(',256,512\nyarn/7b,6.5,nan\n"a,b",7,8\n')
  expect(source.tool).toBe('yarn-perplexity')
  expect(rows.map(({ model, contextTokens, value }) => [model, contextTokens, value])).toEqual([
    ['yarn/7b', 256, 6.5],
    ['"a,b"', 256, 7],
    ['"a,b"', 512, 8],
  ])
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

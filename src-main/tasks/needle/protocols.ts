/** The protocols of the needle test: prompt, needle, question, answer, pass rule and new tokens that go together. */
import type { NeedlePass, NeedleTaskSpec } from '../../contract'
import { passkeyIntroduction, passkeyQuestion, writePasskeyNeedle } from '../prompt'

export interface NeedleWording {
  /** Holds `{context}`, and `{question}` where the question is asked. */
  readonly template: string
  /** These three may hold `{key}`. */
  readonly needle: string
  readonly question: string
  readonly answer: string
  readonly pass: NeedlePass
  readonly maxNewTokens: number
}

/** Needle, question and answer of Kamradt, gkamradt/LLMTest_NeedleInAHaystack; the pass rule is ours. */
const sandwich = {
  needle: 'The best thing to do in San Francisco is eat a sandwich and sit in Dolores Park on a sunny day.',
  question: 'What is the best thing to do in San Francisco?',
  answer: 'eat a sandwich and sit in Dolores Park on a sunny day.',
  pass: { rule: 'all-phrases', phrases: ['dolores park', 'sandwich'] },
} as const satisfies Partial<NeedleWording>

export const needleProtocols: Readonly<Record<NeedleTaskSpec['protocol'], NeedleWording>> = {
  /** Fu et al. 2024, FranxYao/Long-Context-Data-Engineering `eval/needle/needle_in_haystack.py`: for base models. */
  fu: {
    ...sandwich,
    template:
      '<|im_start|> This is a very long story book: <book> {context} </book>.\n' +
      ' Based on the content of the book, Question: {question}\nAnswer:',
    maxNewTokens: 50,
  },
  /** Kamradt's test without chat messages and without a judging model; the prompt is worded by us. */
  kamradt: {
    ...sandwich,
    template:
      'Read the document and answer the question after it. Keep the answer short and use only the document.\n' +
      '{context}\nQuestion: {question}\nAnswer:',
    maxNewTokens: 300,
  },
  /** The words of the passkey test in a haystack of sentences: within reach of models of a few million parameters. */
  passkey: {
    template: `${passkeyIntroduction}\n{context}\n{question}`,
    needle: writePasskeyNeedle('{key}'),
    question: passkeyQuestion,
    answer: '{key}',
    pass: { rule: 'first-number' },
    maxNewTokens: 10,
  },
}

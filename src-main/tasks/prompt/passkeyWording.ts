/** The words of the passkey test (Mohtashami and Jaggi, arXiv 2305.16300; epfml/landmark-attention `llama/run_test.py`). */

export const passkeyIntroduction =
  'There is an important info hidden inside a lot of irrelevant text. Find it and memorize them. ' +
  'I will quiz you about the important information there.'

export const passkeyFiller = [
  'The grass is green.',
  'The sky is blue.',
  'The sun is yellow.',
  'Here we go.',
  'There and back again.',
] as const

export const passkeyQuestion = 'What is the pass key? The pass key is'

export function writePasskeyNeedle(key: string): string {
  return `The pass key is ${key}. Remember it. ${key} is the pass key.`
}

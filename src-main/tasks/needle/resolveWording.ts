/** The words of a needle task: its protocol's, with what the spec says instead. */
import { RopewalkError } from '../../contract'
import type { NeedlePass, NeedleTaskSpec } from '../../contract'
import { needleProtocols, type NeedleWording } from './protocols'

/** @throws RopewalkError `task.invalid` when only some of needle, question and answer are given, or a number is wanted of words */
export function resolveWording(spec: NeedleTaskSpec): NeedleWording {
  const protocol = needleProtocols[spec.protocol]
  const words = resolveWords(spec, protocol)
  const pass = spec.pass ?? (spec.answer === undefined ? protocol.pass : wantAnswer(spec.answer))
  checkNumber(words.answer, pass)
  return {
    ...words,
    pass,
    template: spec.template ?? protocol.template,
    maxNewTokens: spec.maxNewTokens ?? protocol.maxNewTokens,
  }
}

/** `{key}` replaced by a key, everywhere. */
export function fillKey(wording: NeedleWording, key: string): NeedleWording {
  const fill = (text: string) => text.replaceAll('{key}', key)
  return {
    ...wording,
    needle: fill(wording.needle),
    question: fill(wording.question),
    answer: fill(wording.answer),
    pass:
      wording.pass.rule === 'all-phrases'
        ? { ...wording.pass, phrases: wording.pass.phrases.map(fill) }
        : wording.pass,
  }
}

function resolveWords(
  spec: NeedleTaskSpec,
  protocol: NeedleWording,
): Pick<NeedleWording, 'needle' | 'question' | 'answer'> {
  const { needle, question, answer } = spec
  if (needle === undefined && question === undefined && answer === undefined) return protocol
  if (needle !== undefined && question !== undefined && answer !== undefined)
    return { needle, question, answer }
  throw new RopewalkError(
    'task.invalid',
    `Needle, question and answer do not go together: ${nameMissing(spec)}. Expected all three or none. ` +
      'Add what is missing, or leave all three to the protocol.',
  )
}

function nameMissing({ needle, question, answer }: NeedleTaskSpec): string {
  const missing = Object.entries({ needle, question, answer }).flatMap(([name, text]) =>
    text === undefined ? [name] : [],
  )
  return `no ${missing.join(', no ')}`
}

function wantAnswer(answer: string): NeedlePass {
  return { rule: 'all-phrases', phrases: [answer] }
}

function checkNumber(answer: string, pass: NeedlePass): void {
  if (pass.rule !== 'first-number' || /^([0-9]+|\{key\})$/.test(answer)) return
  throw new RopewalkError(
    'task.invalid',
    `Pass rule \`first-number\` with an answer that is no number: ${answer}. Expected digits or {key}. ` +
      'Choose another pass rule or another answer.',
    { answer },
  )
}

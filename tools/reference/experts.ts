/** A mixture of experts in float64, every expert used: sum_e softmax(router x)_e expert_e(x) (gpt-oss). */
import { feedForward } from './feed-forward'
import { applyMatrix } from './linear'

/** The layer's tensors by their GGUF names without `blk.N.`; expert tensors hold one expert after the other. */
export function mixExperts(
  x: Float64Array,
  width: number,
  need: (name: string) => Float64Array,
): Float64Array {
  const routerBias = need('ffn_gate_inp.bias')
  const experts = routerBias.length
  const scores = applyMatrix(need('ffn_gate_inp.weight'), x, width, routerBias)
  const ofExpert = (name: string, expert: number) => {
    const all = need(name)
    return all.subarray((all.length / experts) * expert, (all.length / experts) * (expert + 1))
  }
  const mixed = new Float64Array(x.length)
  for (let expert = 0; expert < experts; expert++) {
    const of = (part: string, kind: 'weight' | 'bias') => ofExpert(`ffn_${part}_exps.${kind}`, expert)
    const output = feedForward(
      x,
      width,
      {
        gate: of('gate', 'weight'),
        up: of('up', 'weight'),
        down: of('down', 'weight'),
        biases: { gate: of('gate', 'bias'), up: of('up', 'bias'), down: of('down', 'bias') },
      },
      'clamped-swish',
    )
    for (let i = 0; i < mixed.length; i++)
      mixed[i] += output[i] * computeShare(scores, Math.floor(i / width), expert, experts)
  }
  return mixed
}

/** Softmax of a token's scores [experts] at one expert. */
function computeShare(scores: Float64Array, token: number, expert: number, experts: number): number {
  const own = scores.subarray(token * experts, (token + 1) * experts)
  return 1 / own.reduce((sum, score) => sum + Math.exp(score - own[expert]), 0)
}

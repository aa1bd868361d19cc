/** What one ROPE node of a graph turns by, from its parameters; it knows nothing of files or layers. */
import type { RotaryNode, RotaryTable } from '../../contract'

/**
 * Effective inverse frequencies [d/2] in rad/token and attention factor, in float64.
 *
 * With t_j = b^(-2j/d) / f_j and the mix m_j = e (1 - clip((j - low) / max(high - low, 0.001), 0, 1)):
 * theta_j = (t_j / s)(1 - m_j) + t_j m_j; a = attn_factor (1 + 0.1 ln s) where e is not 0, else attn_factor.
 * low = max(0, floor c(beta_fast)), high = min(d - 1, ceil c(beta_slow)), c(R) = d ln(L / 2 pi R) / (2 ln b): of L and b alone,
 * so the factor tensor does not move the ramp.
 * Source: llama.cpp commit de3ff815, ggml `src/ggml-cpu/ops.cpp` (`rope_yarn`, `rope_yarn_ramp`, `ggml_rope_cache_init`) and
 * `src/ggml.c` (`ggml_rope_yarn_corr_dims`).
 * Limits: e = 0 divides by s alone; s = 1 is t_j whatever e is.
 */
export function computeNodeTable(node: RotaryNode): RotaryTable {
  const { dimensions, ropeBase, frequencyScale, extensionFactor, attentionFactor, factors } = node
  const low = Math.max(0, Math.floor(findTurningPair(node, node.betaFast)))
  const high = Math.min(dimensions - 1, Math.ceil(findTurningPair(node, node.betaSlow)))
  const inverseFrequencies = Float64Array.from({ length: dimensions / 2 }, (_, pair) => {
    const own = ropeBase ** ((-2 * pair) / dimensions) / (factors?.[pair] ?? 1)
    if (extensionFactor === 0) return own * frequencyScale
    const ramp = Math.min(1, Math.max(0, (pair - low) / Math.max(0.001, high - low)))
    const mix = extensionFactor * (1 - ramp)
    return own * frequencyScale * (1 - mix) + own * mix
  })
  const kernelFactor = extensionFactor === 0 ? 1 : 1 + 0.1 * Math.log(1 / frequencyScale)
  return { inverseFrequencies, attentionFactor: attentionFactor * kernelFactor }
}

function findTurningPair({ dimensions, trainedContextTokens, ropeBase }: RotaryNode, rotations: number) {
  return (dimensions * Math.log(trainedContextTokens / (rotations * 2 * Math.PI))) / (2 * Math.log(ropeBase))
}

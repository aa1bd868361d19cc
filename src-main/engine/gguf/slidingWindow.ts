/** Sliding-window layers as llama.cpp runs them, which is not always what a file's keys say. */
import type { RotaryNode, SlidingWindow } from '../../contract'
import { findCount, findNumber } from './metadataFacts'
import type { MetadataSource } from './metadataFacts'

/**
 * `null` where no layer has a window in this engine: llama.cpp ignores the key for llama, qwen2, phi3 and most others.
 * Source: llama.cpp commit de3ff815, `src/models/*.cpp` (`load_arch_hparams`).
 */
export function findSlidingWindow(
  source: MetadataSource,
  architecture: string,
  layerCount: number,
  globalBase: number,
): SlidingWindow | null {
  const rule = rules.get(architecture)
  if (!rule || (rule.onlyLayerCount !== undefined && rule.onlyLayerCount !== layerCount)) return null
  const stated = findCount(source, `${architecture}.attention.sliding_window`)
  if (stated === 0 || (stated === null && rule.onlyWhenStated)) return null
  const windowTokens = rule.fixedTokens ?? stated ?? rule.defaultTokens ?? null
  if (windowTokens === null) return null
  const base = findBase(source, architecture, rule, globalBase)
  return { windowTokens, ropeBase: base === globalBase ? null : base }
}

/** What window layers rotate by, where `global` is what the others do. */
export function findWindowRotation(
  source: MetadataSource,
  architecture: string,
  global: RotaryNode,
): { readonly window: RotaryNode; readonly windowLeavesFactors: boolean } {
  const rule = rules.get(architecture)
  if (!rule) return { window: global, windowLeavesFactors: false }
  const window = {
    ...global,
    dimensions: findCount(source, `${architecture}.rope.dimension_count_swa`, 2) ?? global.dimensions,
    ropeBase: findBase(source, architecture, rule, global.ropeBase),
    ...(rule.scaling === undefined ? {} : { frequencyScale: 1 }),
    ...(rule.scaling === 'plain' ? { extensionFactor: 0, attentionFactor: 1 } : {}),
  }
  return { window, windowLeavesFactors: rule.leavesFactors ?? false }
}

function findBase(source: MetadataSource, architecture: string, rule: WindowRule, globalBase: number) {
  if (rule.base === 'global') return globalBase
  const stated = findNumber(source, `${architecture}.rope.freq_base_swa`)
  return stated ?? (rule.base === 'own' ? defaultWindowBase : globalBase)
}

interface WindowRule {
  /** Window where the file states none. */
  readonly defaultTokens?: number
  /** Window whatever the file states. */
  readonly fixedTokens?: number
  readonly onlyWhenStated?: true
  readonly onlyLayerCount?: number
  /**
   * Base of the window layers: the file's `rope.freq_base_swa`, else the global one; `own`: else 10000; `global`: whatever the
   * file states.
   */
  readonly base?: 'own' | 'global'
  /** Window layers have a frequency scale of 1; `plain`: and neither ramp nor attention factor. The others scale as globally. */
  readonly scaling?: 'one' | 'plain'
  /** Window layers do not divide by the file's factor tensors. */
  readonly leavesFactors?: true
}

/** llama.cpp `src/llama-hparams.h`: `rope_freq_base_train_swa`. */
const defaultWindowBase = 10_000

const ownUnscaled = { base: 'own', scaling: 'one' } as const

const rules: ReadonlyMap<string, WindowRule> = new Map<string, WindowRule>([
  ['gemma2', { defaultTokens: 4096 }],
  ['gemma3', ownUnscaled],
  ['gemma3n', ownUnscaled],
  ['gemma4', { ...ownUnscaled, leavesFactors: true }],
  ['llama4', { fixedTokens: 8192 }],
  ['exaone4', { defaultTokens: 4096, onlyLayerCount: 64, base: 'global' }],
  ['exaone-moe', { defaultTokens: 128, base: 'global' }],
  ['smallthinker', { fixedTokens: 4096, onlyWhenStated: true }],
  ['mimo2', ownUnscaled],
  ['plamo3', ownUnscaled],
  ['step35', { ...ownUnscaled, leavesFactors: true }],
  ['dots3note', { base: 'own' }],
  ['muse-glimmer', { scaling: 'one' }],
  ['laguna', { scaling: 'plain' }],
  ['mellum', { base: 'global', scaling: 'plain' }],
  ['olmo2', { base: 'global', scaling: 'plain' }],
  ['cohere2', { base: 'global' }],
  ['cohere2moe', { base: 'global' }],
  ['granite_swa', { base: 'global' }],
  ...['afmoe', 'maple', 'gpt-oss', 'spark2_5'].map((name): [string, WindowRule] => [name, {}]),
])

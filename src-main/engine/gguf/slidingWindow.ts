/** Sliding-window layers as llama.cpp runs them, which is not always what a file's keys say. */
import type { SlidingWindow } from '../../contract'
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
  const base =
    findNumber(source, `${architecture}.rope.freq_base_swa`) ??
    (rule.ownBase ? defaultWindowBase : globalBase)
  return { windowTokens, ropeBase: base === globalBase ? null : base }
}

interface WindowRule {
  /** Window where the file states none. */
  readonly defaultTokens?: number
  /** Window whatever the file states. */
  readonly fixedTokens?: number
  readonly onlyWhenStated?: true
  readonly onlyLayerCount?: number
  /** Window layers rotate with base 10000 unless the file states theirs. */
  readonly ownBase?: true
}

/** llama.cpp `src/llama-hparams.h`: `rope_freq_base_train_swa`. */
const defaultWindowBase = 10_000

const rules: ReadonlyMap<string, WindowRule> = new Map<string, WindowRule>([
  ['gemma2', { defaultTokens: 4096 }],
  ['gemma3', { ownBase: true }],
  ['gemma3n', { ownBase: true }],
  ['gemma4', { ownBase: true }],
  ['llama4', { fixedTokens: 8192 }],
  ['exaone4', { defaultTokens: 4096, onlyLayerCount: 64 }],
  ['exaone-moe', { defaultTokens: 128 }],
  ['smallthinker', { fixedTokens: 4096, onlyWhenStated: true }],
  ['mimo2', { ownBase: true }],
  ['plamo3', { ownBase: true }],
  ['step35', { ownBase: true }],
  ['dots3note', { ownBase: true }],
  ...[
    ...['afmoe', 'cohere2', 'cohere2moe', 'granite_swa', 'laguna', 'maple', 'mellum', 'muse-glimmer'],
    ...['olmo2', 'gpt-oss', 'spark2_5'],
  ].map((name): [string, WindowRule] => [name, {}]),
])

/**
 * How each architecture of llama.cpp rotates, and why some cannot be studied here.
 * Source: llama.cpp commit de3ff815, `src/llama-arch.cpp` (`LLM_ARCH_NAMES`, `llm_arch_is_recurrent`, `llm_arch_is_hybrid`,
 * `llm_arch_is_diffusion`) and `src/llama-model.cpp` (`llama_model_rope_type`); starcoder from its graph, which has no ROPE op.
 */
import type { RotaryLayout } from '../../contract'

export type RefusalReason =
  'no-rotation' | 'recurrent' | 'multi-section' | 'encoder' | 'diffusion' | 'companion'

export type Architecture =
  | { readonly kind: 'rotary'; readonly layout: RotaryLayout }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }

/** `null` for a name that llama.cpp does not know. */
export function findArchitecture(name: string): Architecture | null {
  return architectures.get(name) ?? null
}

/** One sentence per reason, for the message of a refusal. */
export const refusalSentences: Readonly<Record<RefusalReason, string>> = {
  'no-rotation': 'its attention has no rotary position embedding',
  recurrent: 'some of its layers are recurrent and have no attention rows',
  'multi-section': 'its rotary embedding has several sections (text and image positions)',
  encoder: 'it is an encoder and does not predict the next token',
  diffusion: 'it is a diffusion model and does not predict the next token',
  companion: 'it only works beside another model',
}

const refusedNames: Readonly<Record<RefusalReason, string>> = {
  'no-rotation': 'gpt2 gptj mpt refact bloom jais starcoder',
  recurrent:
    'mamba mamba2 jamba rwkv6 rwkv6qwen2 rwkv7 arwkv7 falcon-h1 plamo2 granitehybrid lfm2 lfm2moe nemotron_h ' +
    'nemotron_h_moe qwen3next kimi-linear kimi-k3 bailingmoe3 qwen35 qwen35moe qwen4exp deepseek4 minimax-01',
  'multi-section': 'qwen2vl paddleocr qwen3vl qwen3vlmoe',
  encoder:
    'bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert t5 t5encoder ' +
    'gemma-embedding llama-embed',
  diffusion: 'dream llada llada-moe rnd1',
  companion: 'clip wavtokenizer-dec eagle3 dflash gemma4-assistant qwen3tts pockettts',
}

const rotaryNames: Readonly<Record<RotaryLayout, string>> = {
  adjacent:
    'llama llama4 deci baichuan internlm2 minicpm xverse command-r cohere2 cohere2moe olmo arctic deepseek ' +
    'deepseek2 deepseek2-ocr deepseek32 muse-glimmer plm chatglm granite granitemoe graniteswitch granite_swa ' +
    'chameleon bailingmoe smollm3 arcee ernie4_5 ernie4_5-moe mistral3 mistral4 maincoder glm-dsa dots3note ' +
    'nanbeige hy_v4 glm4',
  halves:
    'falcon grok dbrx stablelm bitnet qwen qwen2 qwen2moe qwen3 qwen3moe olmo2 olmoe phi2 phi3 phimoe plamo ' +
    'plamo3 gemma gemma2 gemma3 gemma3n gemma4 starcoder2 openelm gptneox codeshell orion nemotron exaone ' +
    'exaone4 exaone-moe minicpm3 bailingmoe2 dots1 hunyuan-moe hunyuan-dense jais2 gpt-oss hy_v3 smallthinker ' +
    'seed_oss grovemoe apertus minimax-m2 minimax-m3 cogvlm pangu-embedded afmoe laguna mimo2 step35 spark2_5 ' +
    'talkie mellum maple hrm_text glm4moe hunyuan_vl',
}

const architectures: ReadonlyMap<string, Architecture> = new Map([
  ...split(refusedNames, (reason) => ({ kind: 'refused', reason })),
  ...split(rotaryNames, (layout) => ({ kind: 'rotary', layout })),
])

function split<K extends string>(
  names: Readonly<Record<K, string>>,
  toArchitecture: (key: K) => Architecture,
): [string, Architecture][] {
  const entries: [string, Architecture][] = []
  for (const key in names) for (const name of names[key].split(' ')) entries.push([name, toArchitecture(key)])
  return entries
}

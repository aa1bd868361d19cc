/** The literature a report can cite, by key, and which part of an experiment cites what. */
import type { ExperimentSpec, TaskSpec } from '../../contract'
import type { ReferenceEntry } from './model'

/** In the order of the list below: the paper, then what the extensions and tasks of this experiment rest on. */
export function listReferences(spec: ExperimentSpec): ReferenceEntry[] {
  const extensions = [...spec.extensions, ...spec.models.flatMap((model) => model.extensions ?? [])]
  const kinds = new Set(extensions.map((extension) => extension.split(':')[0]))
  const keys = new Set([
    'zhong2025ropeextensions',
    'su2021roformer',
    ...[...kinds].flatMap((kind) => KEYS_OF_EXTENSION[kind] ?? []),
    ...spec.tasks.flatMap(({ kind }) => KEYS_OF_TASK[kind]),
    ...spec.tasks.flatMap((task) =>
      task.kind === 'perplexity' && task.protocol === 'sliding-window' ? ['press2021alibi'] : [],
    ),
    'han2023lminfinite',
    'xiao2023streamingllm',
    'lin1991divergence',
    'efron1993bootstrap',
  ])
  return REFERENCES.filter(({ key }) => keys.has(key))
}

const KEYS_OF_TASK: Readonly<Record<TaskSpec['kind'], readonly string[]>> = {
  perplexity: [],
  passkey: ['mohtashami2023landmark'],
  needle: ['fu2024data', 'kamradt2023needle'],
  ruler: ['hsieh2024ruler'],
}

const KEYS_OF_EXTENSION: Readonly<Record<string, readonly string[]>> = {
  linear: ['chen2023pi', 'kaiokendev2023'],
  ntk: ['bloc97ntk2023', 'peng2023yarn'],
  base: ['roziere2023codellama', 'xiong2023effective'],
  'dynamic-ntk': ['bloc97ntk2023', 'peng2023yarn'],
  'by-parts': ['peng2023yarn'],
  yarn: ['peng2023yarn'],
  longrope: ['ding2024longrope'],
  llama3: ['dubey2024llama3'],
  'ntk-mixed': ['su2023rerope'],
  'p-rope': ['barbero2024round'],
}

const REFERENCES: readonly ReferenceEntry[] = [
  {
    key: 'zhong2025ropeextensions',
    text: 'Zhong, Zhang, Lei, Liu, Gao, Hu, Chen, Zhang. Understanding the RoPE Extensions of Long-Context LLMs: An Attention Perspective. COLING 2025, 2025.coling-main.600, arXiv:2406.13282.',
  },
  {
    key: 'su2021roformer',
    text: 'Su, Lu, Pan, Murtadha, Wen, Liu. RoFormer: Enhanced Transformer with Rotary Position Embedding. arXiv:2104.09864, 2021.',
  },
  {
    key: 'chen2023pi',
    text: 'Chen, Wong, Chen, Tian. Extending Context Window of Large Language Models via Position Interpolation. arXiv:2306.15595, 2023.',
  },
  { key: 'kaiokendev2023', text: 'kaiokendev. Linear scaling of rotary positions. Blog post, 2023.' },
  { key: 'bloc97ntk2023', text: 'bloc97. NTK-aware scaled RoPE. reddit r/LocalLLaMA 14lz7j5, 2023.' },
  {
    key: 'peng2023yarn',
    text: 'Peng, Quesnelle, Fan, Shippole. YaRN: Efficient Context Window Extension of Large Language Models. arXiv:2309.00071, 2023.',
  },
  {
    key: 'roziere2023codellama',
    text: 'Rozière et al. Code Llama: Open Foundation Models for Code. arXiv:2308.12950, 2023.',
  },
  {
    key: 'xiong2023effective',
    text: 'Xiong et al. Effective Long-Context Scaling of Foundation Models. arXiv:2309.16039, 2023.',
  },
  {
    key: 'ding2024longrope',
    text: 'Ding et al. LongRoPE: Extending LLM Context Window Beyond 2 Million Tokens. arXiv:2402.13753, 2024.',
  },
  { key: 'dubey2024llama3', text: 'Llama Team. The Llama 3 Herd of Models. arXiv:2407.21783, 2024.' },
  { key: 'su2023rerope', text: 'Su. ReRoPE and mixed-base NTK. kexue.fm/9706 and 9708, 2023.' },
  {
    key: 'barbero2024round',
    text: 'Barbero et al. Round and Round We Go! What makes Rotary Positional Encodings useful? arXiv:2410.06205, 2024.',
  },
  {
    key: 'mohtashami2023landmark',
    text: 'Mohtashami, Jaggi. Landmark Attention: Random-Access Infinite Context Length for Transformers. arXiv:2305.16300, 2023.',
  },
  {
    key: 'fu2024data',
    text: 'Fu, Panda, Niu, Yue, Hajishirzi, Kim, Peng. Data Engineering for Scaling Language Models to 128K Context. arXiv:2402.10171, 2024.',
  },
  {
    key: 'kamradt2023needle',
    text: 'Kamradt. Needle In A Haystack: pressure testing LLMs. github.com/gkamradt/LLMTest_NeedleInAHaystack, 2023.',
  },
  {
    key: 'hsieh2024ruler',
    text: 'Hsieh, Sun, Kriman, Acharya, Rekesh, Jia, Zhang, Ginsburg. RULER: What’s the Real Context Size of Your Long-Context Language Models? arXiv:2404.06654, 2024.',
  },
  {
    key: 'press2021alibi',
    text: 'Press, Smith, Lewis. Train Short, Test Long: Attention with Linear Biases Enables Input Length Extrapolation. arXiv:2108.12409, 2021.',
  },
  {
    key: 'han2023lminfinite',
    text: 'Han et al. LM-Infinite: Zero-Shot Extreme Length Generalization for Large Language Models. arXiv:2308.16137, 2023.',
  },
  {
    key: 'xiao2023streamingllm',
    text: 'Xiao, Tian, Chen, Han, Lewis. Efficient Streaming Language Models with Attention Sinks. arXiv:2309.17453, 2023.',
  },
  {
    key: 'lin1991divergence',
    text: 'Lin. Divergence measures based on the Shannon entropy. IEEE Transactions on Information Theory 37, 1991. doi:10.1109/18.61115.',
  },
  {
    key: 'efron1993bootstrap',
    text: 'Efron, Tibshirani. An Introduction to the Bootstrap. Chapman and Hall, 1993.',
  },
]

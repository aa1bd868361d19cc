/** The literature a report can cite, by key, and which part of an experiment cites what. */
import type { ExperimentSpec, TaskSpec } from '../../contract'
import type { ReferenceEntry } from './model'
import { REFERENCES } from './literature'

/** In the order of the literature list: the paper, then what the extensions and tasks of this experiment rest on. */
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

/** Settings files of programs over llama.cpp as a command line: koboldcpp's .kcpps, LM Studio, llama-cpp-python, and Ollama's Modelfile. */
import { RopewalkError } from '../../../contract'

/** llama.cpp's flag for a key, whatever case and punctuation a program writes it in. */
const flagOfKey: Readonly<Record<string, string>> = {
  ropefrequencybase: '--rope-freq-base',
  ropefreqbase: '--rope-freq-base',
  ropefrequencyscale: '--rope-freq-scale',
  ropefreqscale: '--rope-freq-scale',
  ropescalingtype: '--rope-scaling',
  yarnorigctx: '--yarn-orig-ctx',
  yarnextfactor: '--yarn-ext-factor',
  yarnattnfactor: '--yarn-attn-factor',
  yarnbetafast: '--yarn-beta-fast',
  yarnbetaslow: '--yarn-beta-slow',
  ropeconfig: '--ropeconfig',
  overridekv: '--override-kv',
}

const contextKeys = ['numctx', 'nctx', 'contextlength', 'contextsize', 'maxcontextlength']

const aboutPositions = /rope|rotary|yarn|ntk|posemb|theta|mscale|alibi|grpattn|nativecontext/

/** `llama_rope_scaling_type` of llama.cpp, as llama-cpp-python writes it. */
const scalingTypes: Readonly<Record<string, string>> = { '0': 'none', '1': 'linear', '2': 'yarn' }

export interface ProgramSettings {
  /** RoPE settings in llama.cpp's words. */
  readonly words: readonly string[]
  readonly notes: readonly string[]
}

interface Setting {
  readonly key: string
  readonly value: unknown
}

/**
 * @param json settings as a program keeps them
 * @returns null where it is no such file
 * @throws RopewalkError `extension.invalid` for a key about positions that no extension stands for
 */
export function readProgramSettings(json: unknown): ProgramSettings | null {
  const settings = listSettings(json, '')
  return settings.some(isOfProgram) ? toWords(settings) : null
}

/** @returns null where the text is no Modelfile */
export function readModelfile(text: string): ProgramSettings | null {
  const plain = text.replaceAll(/"""[\s\S]*?"""/g, '""')
  const settings = [...plain.matchAll(/^[ \t]*PARAMETER[ \t]+(\S+)[ \t]+(.+?)[ \t]*$/gim)].map(
    ([, key, value]): Setting => ({ key, value }),
  )
  const isModelfile = /^[ \t]*FROM[ \t]+\S/im.test(plain) || settings.length > 0
  return isModelfile ? toWords(settings) : null
}

function isOfProgram({ key }: Setting): boolean {
  const name = nameOf(key)
  return (
    Object.hasOwn(flagOfKey, name) || contextKeys.slice(0, 4).includes(name) || key.startsWith('llm.load.')
  )
}

/** Leaves of the object; LM Studio keeps a list of `{ key, value }`, where what is not `checked` does not count. */
function listSettings(json: unknown, key: string): Setting[] {
  if (Array.isArray(json)) {
    const parts: readonly unknown[] = json
    return parts.some(isObject) ? parts.flatMap((part) => listSettings(part, key)) : [{ key, value: parts }]
  }
  if (!isObject(json)) return [{ key, value: json }]
  if (typeof json.key === 'string' && 'value' in json) return listSettings(json.value, json.key)
  if (typeof json.checked === 'boolean' && 'value' in json)
    return [{ key, value: json.checked ? json.value : null }]
  return Object.entries(json).flatMap(([name, value]) => listSettings(value, name))
}

function toWords(settings: readonly Setting[]): ProgramSettings {
  const words: string[] = []
  const notes: string[] = []
  let others = 0
  for (const { key, value } of settings) {
    const name = nameOf(key)
    if (Object.hasOwn(flagOfKey, name)) words.push(...toFlag(flagOfKey[name], value))
    else if (!isGiven(value)) continue
    else if (contextKeys.includes(name))
      notes.push(`Left out: ${key} ${String(value)} (the set-up has context lengths of its own).`)
    else if (aboutPositions.test(name)) throw unknownSetting(key, value)
    else others += 1
  }
  if (others > 0)
    notes.push(
      `Left out: ${others} ${others === 1 ? 'setting' : 'settings'} about other things than positions.`,
    )
  return { words, notes }
}

function toFlag(flag: string, value: unknown): string[] {
  if (flag === '--ropeconfig') {
    const [scale, base] = Array.isArray(value) ? value.map(String) : String(value).split(/[\s,]+/)
    return [flag, scale, ...(base === undefined ? [] : [base])]
  }
  if (!isGiven(value)) return []
  const text = Array.isArray(value) ? value.map(String).join(',') : String(value)
  if (flag !== '--rope-scaling') return [flag, text]
  if (text === '-1') return []
  return [flag, scalingTypes[text] ?? text]
}

/** 0, nothing and an empty text are how these programs say "the model's own". */
function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== null && value !== undefined && value !== '' && value !== false && Number(value) !== 0
}

function nameOf(key: string): string {
  return (key.split('.').at(-1) ?? key).toLowerCase().replaceAll(/[_-]/g, '')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknownSetting(key: string, value: unknown): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `Setting about positions that no extension stands for: ${key} ${String(value)}. Expected a RoPE base, scale or YaRN setting of ` +
      'llama.cpp. Take it out if it does not change rotations, or give the base and scale that the program chose.',
  )
}

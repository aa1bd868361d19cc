/** `--override-kv` of llama.cpp: keys of the file's metadata, `ARCH.rope.scaling.type=str:yarn,...`, in the words of its flags. */
import { RopewalkError } from '../../../contract'

const flagOfKey: Readonly<Record<string, string>> = {
  'rope.freq_base': '--rope-freq-base',
  'rope.scaling.type': '--rope-scaling',
  'rope.scaling.factor': '--rope-scale',
  'rope.scale_linear': '--rope-scale',
  'rope.scaling.original_context_length': '--yarn-orig-ctx',
  'rope.scaling.yarn_ext_factor': '--yarn-ext-factor',
  'rope.scaling.yarn_beta_fast': '--yarn-beta-fast',
  'rope.scaling.yarn_beta_slow': '--yarn-beta-slow',
}

export interface OverriddenKeys {
  readonly flags: string[]
  readonly leftOut: string[]
  readonly refusal: string | null
}

/** @throws RopewalkError `extension.invalid` for what is no `KEY=TYPE:VALUE` */
export function readOverriddenKeys(text: string): OverriddenKeys {
  const flags: string[] = []
  const leftOut: string[] = []
  let refusal: string | null = null
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const [, key, value] = /^\s*([^=\s]+)=(?:int|float|bool|str):(.+)$/.exec(part) ?? []
    if (key === undefined) throw malformed(part)
    const local = key.slice(key.indexOf('.') + 1)
    if (Object.hasOwn(flagOfKey, local)) flags.push(flagOfKey[local], value.trim())
    else if (/rope|yarn|position/.test(key))
      refusal ??= `${key} is a key about positions that no extension here stands for.`
    else leftOut.push(key)
  }
  return { flags, leftOut, refusal }
}

function malformed(part: string): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `Not a value of --override-kv: ${part || 'none given'}. Expected KEY=TYPE:VALUE with int, float, bool or str. Correct the flag.`,
  )
}

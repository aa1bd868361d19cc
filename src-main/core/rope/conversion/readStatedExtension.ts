/** What a person has from another program, as an extension of ours. */
import { RopewalkError } from '../../../contract'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'
import { expressed } from './conversion'
import type { Conversion, StatedExtension } from './conversion'
import { fromCommandLine } from './fromCommandLine'
import { fromHuggingFaceRopeScaling } from './fromHuggingFaceRopeScaling'
import { parseLenientJson } from './lenientJson'
import { readModelfile, readProgramSettings, type ProgramSettings } from './programSettings'
import { splitCommandLine } from './splitCommandLine'

/**
 * RoPE settings of Hugging Face (a whole config.json or part of one, MLX's too), of a program's settings file, a command line of an
 * engine, or a spec string.
 * @throws RopewalkError `extension.invalid`, `input.invalid`
 */
export function readStatedExtension(stated: string): Conversion<StatedExtension> {
  const text = stated
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/^```\w*\n([\s\S]*?)\n?```$/, '$1')
    .trim()
  const json = findJson(text)
  if (json !== null) {
    const parsed = parseJson(json)
    const settings = readProgramSettings(parsed)
    return settings === null ? fromHuggingFaceRopeScaling(parsed) : fromSettings(settings)
  }
  const modelfile = readModelfile(text)
  if (modelfile !== null) return fromSettings(modelfile)
  const words = splitCommandLine(text)
  if (words.some((word) => /^--?[A-Za-z]/.test(word) || /^(?:\$env:)?[A-Z][A-Z0-9_]+=/.test(word)))
    return fromCommandLine(words)
  return expressed({
    extension: parseExtensionSpec(text),
    ropeBase: null,
    trainedContextTokens: null,
    fileText: null,
  })
}

function fromSettings({ words, notes }: ProgramSettings): Conversion<StatedExtension> {
  const conversion = fromCommandLine(words)
  return conversion.kind === 'inexpressible'
    ? conversion
    : expressed(conversion.value, ...conversion.notes, ...notes)
}

/** An object, or lines out of one: `"rope_scaling": {...},`. */
function findJson(text: string): string | null {
  if (/^(?:[{[]|\/[/*]|#)/.test(text)) return text
  return /^["'][\w.]+["']\s*:/.test(text) ? `{${text}}` : null
}

function parseJson(text: string): unknown {
  try {
    return parseLenientJson(text)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new RopewalkError(
      'input.invalid',
      `Not JSON: ${reason}. Expected the rope_scaling of a config.json. Copy the whole object.`,
    )
  }
}

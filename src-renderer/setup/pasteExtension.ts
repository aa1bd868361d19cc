/** What a person pastes from another program, as an extension of ours. */
import { RopewalkError } from '@contract'
import { fromHuggingFaceRopeScaling, fromLlamaCppFlags, parseExtensionSpec } from '@core/rope'
import type { Conversion, StatedExtension } from '@core/rope'

/**
 * A `rope_scaling` JSON or whole config.json of Hugging Face, RoPE flags of llama.cpp, or a spec string.
 * @throws RopewalkError `extension.invalid`, `input.invalid`
 */
export function readPastedExtension(pasted: string): Conversion<StatedExtension> {
  const text = pasted.trim()
  if (text.startsWith('{')) return fromHuggingFaceRopeScaling(wrapScaling(parseJson(text)))
  if (text.startsWith('-')) return fromLlamaCppFlags(splitFlags(text))
  const extension = parseExtensionSpec(text)
  return {
    kind: 'expressed',
    value: { extension, ropeBase: null, trainedContextTokens: null, fileText: null },
    notes: [],
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new RopewalkError(
      'input.invalid',
      `Not JSON: ${reason}. Expected the rope_scaling of a config.json. Copy the whole object.`,
    )
  }
}

/** The value of `rope_scaling` alone is taken for a config that holds it. */
function wrapScaling(json: unknown): unknown {
  const isScaling = typeof json === 'object' && json !== null && ('rope_type' in json || 'type' in json)
  return isScaling ? { rope_scaling: json } : json
}

/** `--flag=value` and `--flag value` alike. */
function splitFlags(text: string): string[] {
  return text.split(/[\s=\\]+/).filter((word) => word !== '')
}

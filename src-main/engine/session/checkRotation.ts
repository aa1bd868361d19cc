/** The rotations that run against those that the file's metadata was read to say: a difference is a fault of this program. */
import { RopewalkError } from '../../contract'
import type { RotaryNode } from '../../contract'
import { computeNodeTable } from '../../core/rope'
import type { RotationProbe } from '../../native'
import { chooseNode } from '../gguf/readFileRotation'
import type { FileRotationWithFactors } from '../gguf/readFileRotation'

/** Which rotations of the file stay in use: all under `native`, those of window layers under a table of ours, or none. */
export type KeptRotations = 'all' | 'window-layers' | 'none'

/**
 * Relative. Both sides are float64 from binary32 parameters, which differ by 1e-7 where a factor is inverted; a key that was
 * overlooked moves a frequency by percents.
 */
const tolerance = 1e-5

/**
 * Every rotation that stays in use turns as the metadata says; of those that a table of ours replaces, the base is ours.
 * @throws RopewalkError `rotation.mismatch`, naming the layer and both values.
 */
export function checkRotation(
  { rotations, slidingWindowLayers }: Pick<RotationProbe, 'rotations' | 'slidingWindowLayers'>,
  file: FileRotationWithFactors,
  session: { readonly contextTokens: number; readonly kept: KeptRotations; readonly path: string },
): void {
  const windowed = new Set(slidingWindowLayers)
  for (const running of rotations) {
    const kind = windowed.has(running.layer) ? 'window' : 'global'
    const stated = chooseNode(file, session.contextTokens, kind)
    const isKept = session.kept === 'all' || (session.kept === 'window-layers' && kind === 'window')
    const difference = isKept
      ? findDifference(running, stated)
      : kind === 'global'
        ? compare('the RoPE base', running.ropeBase, stated.ropeBase)
        : null
    if (difference !== null) throw mismatch(running.layer, difference, session.path)
  }
}

interface Difference {
  readonly what: string
  readonly running: number
  readonly stated: number
}

function findDifference(running: RotaryNode, stated: RotaryNode): Difference | null {
  const dimensions = compare('the number of rotated dimensions', running.dimensions, stated.dimensions)
  if (dimensions) return dimensions
  const left = computeNodeTable(running)
  const right = computeNodeTable(stated)
  for (const [pair, frequency] of left.inverseFrequencies.entries()) {
    const what = `the frequency of pair ${pair} in rad/token`
    const difference = compare(what, frequency, right.inverseFrequencies[pair])
    if (difference) return difference
  }
  return compare('the attention factor', left.attentionFactor, right.attentionFactor)
}

function compare(what: string, running: number, stated: number): Difference | null {
  return Math.abs(running - stated) <= tolerance * Math.abs(stated) ? null : { what, running, stated }
}

function mismatch(layer: number, { what, running, stated }: Difference, path: string): RopewalkError {
  return new RopewalkError(
    'rotation.mismatch',
    `Layer ${layer} rotates otherwise than the file's metadata was read: ${what} is ${running} in the running graph and ${stated} by ` +
      `the metadata (${path}). Expected a relative difference of at most ${tolerance}. This is a fault of the program: report it with what ` +
      '`ropewalk inspect` prints of this file, and do not use its numbers for this model.',
    { layer, running, stated, path },
  )
}

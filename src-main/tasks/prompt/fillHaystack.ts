/** Filler of an exact number of tokens, parted at a sentence boundary where a needle goes. */
import type { PieceEncoder } from './pieceEncoder'

export interface HaystackRequest {
  readonly encoder: PieceEncoder
  /** At least one; taken in order and again from the beginning. */
  readonly sentences: readonly string[]
  /** Index of the first sentence. */
  readonly first: number
  readonly tokens: number
  /** Wanted place of the needle, 0 .. 100 % of the filler. */
  readonly depthPercent: number
  /** Every depth at which this filler is used. */
  readonly depths: readonly number[]
}

/** `prefix.length + suffix.length` is the number of tokens asked for. */
export interface Haystack {
  readonly prefix: readonly number[]
  readonly suffix: readonly number[]
  /** Lengths of the prefixes at `depthPercent` and at each of the shallower `depths`, in tokens. */
  readonly prefixTokens: readonly number[]
  /** Where the needle really went, in percent of the filler. */
  readonly placedDepthPercent: number
}

/**
 * The prefix is whole sentences, as many as come nearest to the depth (a tie takes the longer prefix) without passing the
 * filler's end; the suffix goes on with the next sentence and is cut at a token. The first sentence of either part stands
 * without a leading space, the others have one. Prefixes of one filler agree token by token at all depths and lengths.
 */
export async function fillHaystack(request: HaystackRequest): Promise<Haystack> {
  const { tokens, depthPercent } = request
  const wanted = (depthPercent / 100) * tokens
  const prefix: number[] = []
  const ends = [0]
  for (;;) {
    const sentence = await encodeSentence(request, ends.length - 1, prefix.length)
    const longer = prefix.length + sentence.length
    if (longer > tokens || longer - wanted > wanted - prefix.length) break
    for (const token of sentence) prefix.push(token)
    ends.push(longer)
  }
  const suffix: number[] = []
  for (let used = ends.length - 1; prefix.length + suffix.length < tokens; used++)
    for (const token of await encodeSentence(request, used, suffix.length)) suffix.push(token)
  suffix.length = tokens - prefix.length
  const shallower = request.depths.filter((depth) => depth < depthPercent)
  return {
    prefix,
    suffix,
    prefixTokens: [...shallower.map((depth) => findNearest(ends, (depth / 100) * tokens)), prefix.length],
    placedDepthPercent: tokens === 0 ? 0 : (100 * prefix.length) / tokens,
  }
}

/** The later of two as near. */
function findNearest(ends: readonly number[], wanted: number): number {
  return ends.reduce((best, end) => (Math.abs(end - wanted) <= Math.abs(best - wanted) ? end : best))
}

function encodeSentence(
  request: HaystackRequest,
  used: number,
  precedingTokens: number,
): Promise<Int32Array> {
  const sentence = request.sentences[(request.first + used) % request.sentences.length]
  return request.encoder.encode(precedingTokens === 0 ? sentence : ` ${sentence}`)
}

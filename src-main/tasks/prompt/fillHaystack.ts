/** Filler of an exact number of tokens, parted at a sentence boundary where a needle goes. */
import { findNearbyEnd } from './findNearbyEnd'
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
 * without a leading space, the others have one. A sentence of more than 128 tokens whose ends are more
 * than 5 points away is parted itself, by Unicode rules. Prefixes of one filler agree token by token at all depths and lengths.
 */
export async function fillHaystack(request: HaystackRequest): Promise<Haystack> {
  const { tokens, depthPercent } = request
  const { filler, ends } = await writeFiller(request)
  const place = (depth: number) => findPlace(request, filler, ends, depth)
  const prefixTokens = await place(depthPercent)
  const sentence = ends.lastIndexOf(prefixTokens)
  const shallower = request.depths.filter((depth) => depth < depthPercent)
  return {
    prefix: filler.slice(0, prefixTokens),
    suffix: sentence < 0 ? filler.slice(prefixTokens) : await writeSuffix(request, sentence, prefixTokens),
    prefixTokens: [...(await Promise.all(shallower.map(place))), prefixTokens],
    placedDepthPercent: tokens === 0 ? 0 : (100 * prefixTokens) / tokens,
  }
}

/** As if the needle came behind it, and where its sentences end, 0 included. */
async function writeFiller(request: HaystackRequest): Promise<{ filler: number[]; ends: number[] }> {
  const filler: number[] = []
  const ends = [0]
  while (filler.length < request.tokens) {
    for (const token of await encodeSentence(request, ends.length - 1, filler.length)) filler.push(token)
    ends.push(filler.length)
  }
  filler.length = request.tokens
  return { filler, ends: ends.filter((end) => end <= request.tokens) }
}

async function findPlace(
  { encoder, tokens }: HaystackRequest,
  filler: readonly number[],
  ends: readonly number[],
  depthPercent: number,
): Promise<number> {
  const wanted = (depthPercent / 100) * tokens
  const nearest = findNearest(ends, wanted)
  const sentenceStart = ends.findLast((end) => end <= wanted) ?? 0
  const sentenceEnd = ends.find((end) => end > wanted) ?? tokens
  const isNear =
    sentenceEnd - sentenceStart <= LONGEST_WHOLE_SENTENCE || Math.abs(nearest - wanted) <= tokens / 20
  return isNear ? nearest : findNearbyEnd(filler, Math.floor(wanted), encoder.decode)
}

/** Tokens; a shorter sentence is never parted, however short the filler. */
const LONGEST_WHOLE_SENTENCE = 128

async function writeSuffix(request: HaystackRequest, first: number, prefixTokens: number): Promise<number[]> {
  const suffix: number[] = []
  for (let used = first; prefixTokens + suffix.length < request.tokens; used++)
    for (const token of await encodeSentence(request, used, suffix.length)) suffix.push(token)
  suffix.length = request.tokens - prefixTokens
  return suffix
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

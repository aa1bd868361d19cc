/** The sessions of one engine process, by id: a context of a model with an extension applied. */
import { RopewalkError } from '../../contract'
import type { OpenedSession, RotaryGeometry, SessionSettings } from '../../contract'
import { parseExtensionSpec, resolveExtension } from '../../core/rope'
import type { ResolvedExtension } from '../../core/rope'
import { toRopewalkError } from '../../native'
import type { NativeSession } from '../../native'
import type { ModelInMemory } from '../model/LoadedModels'
import { checkRotation } from './checkRotation'
import type { KeptRotations } from './checkRotation'
import { chooseThreads } from './chooseThreads'
import { describeApplied } from './describeApplied'
import { fillSettings } from './fillSettings'
import type { CompleteSettings } from './fillSettings'
import { toDivisors } from './toDivisors'

export interface SessionInMemory {
  readonly native: NativeSession
  readonly model: ModelInMemory
  readonly settings: CompleteSettings
}

export class OpenSessions {
  readonly #sessions = new Map<number, SessionInMemory>()
  readonly #usefulCores: number
  #lastId = 0

  constructor(usefulCores: number) {
    this.#usefulCores = usefulCores
  }

  /** @throws RopewalkError `extension.*`, `context.invalid`, `input.invalid`, `memory.exhausted`, `model.unsupported`. */
  async open(model: ModelInMemory, requested: SessionSettings): Promise<OpenedSession> {
    const threads = chooseThreads(model.description.parameterCount, this.#usefulCores)
    const settings = fillSettings(requested, threads)
    const geometry = findGeometry(model, requested)
    const resolved = resolveExtension(
      parseExtensionSpec(settings.extension),
      geometry,
      settings.contextTokens,
      requested.extensionFile ?? null,
    )
    const native = await openNative(model, settings)
    let rewrittenNodes: number
    try {
      checkProbe(native, model)
      checkRotation(native.probe, model.rotation, {
        contextTokens: settings.contextTokens,
        kept: findKept(resolved, settings),
        path: model.description.path,
      })
      rewrittenNodes = native.setRotaryTable(
        resolved.table && {
          divisors: toDivisors(resolved.table, geometry),
          ropeBase: geometry.ropeBase,
          attentionFactor: resolved.table.attentionFactor,
          applyToSlidingWindowLayers: settings.applyToSlidingWindowLayers,
        },
      )
    } catch (error) {
      await native.dispose()
      throw toRopewalkError(error)
    }
    const sessionId = ++this.#lastId
    this.#sessions.set(sessionId, { native, model, settings })
    const extension = describeApplied(
      resolved,
      geometry,
      native.probe,
      settings.applyToSlidingWindowLayers,
      rewrittenNodes,
    )
    return { sessionId, settings, extension }
  }

  /** @throws RopewalkError `input.invalid` for an id that is not open. */
  get(sessionId: number): SessionInMemory {
    const session = this.#sessions.get(sessionId)
    if (session) return session
    throw new RopewalkError(
      'input.invalid',
      `No such session: ${sessionId}. Expected the id of an open session. Open it again.`,
      { sessionId },
    )
  }

  async close(sessionId: number): Promise<void> {
    const { native } = this.get(sessionId)
    this.#sessions.delete(sessionId)
    native.cancel()
    await native.dispose()
  }

  async closeAllOf(model: ModelInMemory): Promise<void> {
    for (const [sessionId, session] of [...this.#sessions])
      if (session.model === model) await this.close(sessionId)
  }

  async closeAll(): Promise<void> {
    for (const sessionId of [...this.#sessions.keys()]) await this.close(sessionId)
  }

  /** Graph nodes seen by all open sessions. */
  countHeartbeats(): number {
    return [...this.#sessions.values()].reduce((total, { native }) => total + native.heartbeat(), 0)
  }
}

function findGeometry({ description }: ModelInMemory, requested: SessionSettings): RotaryGeometry {
  const trainedContextTokens = requested.trainedContextTokens ?? description.rotary.trainedContextTokens
  return { ...description.rotary, trainedContextTokens }
}

function findKept({ table }: ResolvedExtension, settings: CompleteSettings): KeptRotations {
  if (table === null) return 'all'
  return settings.applyToSlidingWindowLayers ? 'none' : 'window-layers'
}

async function openNative({ native }: ModelInMemory, settings: CompleteSettings): Promise<NativeSession> {
  try {
    return await native.openSession({
      contextTokens: settings.contextTokens,
      microBatchTokens: settings.microBatchTokens,
      threads: settings.threads,
      flashAttention: settings.flashAttention,
      cacheType: settings.cacheType,
    })
  } catch (error) {
    throw toRopewalkError(error)
  }
}

/** The graph decides: a divisor per pair only fits when it rotates as many dimensions as the metadata says. */
function checkProbe({ probe }: NativeSession, { description }: ModelInMemory): void {
  const { path, architecture, rotary } = description
  if (probe.rotatedLayers.length === 0)
    throw new RopewalkError(
      'model.unsupported',
      `No layer of the model rotates: ${path}. Expected rotary position embeddings. Choose another model.`,
      { path, architecture },
    )
  if (probe.rotaryDimensions === rotary.rotaryDimensions) return
  throw new RopewalkError(
    'model.unsupported',
    `The model rotates ${probe.rotaryDimensions} dimensions of a head, its file says ${rotary.rotaryDimensions}: ${path}. ` +
      'Expected the same number. Convert the model again, or choose another.',
    { path, architecture },
  )
}

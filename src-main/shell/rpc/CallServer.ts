/** Answers the window's calls: checks who asks and what, carries cancels, and turns every outcome into one envelope. */
import type { ZodType } from 'zod'
import {
  InvariantError,
  RopewalkError,
  toWireError,
  workbenchInputs,
  type CallAnswer,
  type WireError,
} from '../../contract'
import type { HandlerCall, WorkbenchHandlers } from '../handlers/ports'
import { parseCall } from './parseCall'
import { isTrustedSender, type Sender } from './sender'

export interface CallServerOptions {
  readonly handlers: WorkbenchHandlers
  /** Told of what nobody expected, for the log. */
  readonly onBrokenInvariant: (method: string, error: WireError) => void
}

export class CallServer {
  readonly #methods: ReadonlyMap<string, Method>
  readonly #inWork = new Map<number, AbortController>()
  readonly #onBrokenInvariant: CallServerOptions['onBrokenInvariant']

  constructor({ handlers, onBrokenInvariant }: CallServerOptions) {
    this.#methods = listMethods(handlers)
    this.#onBrokenInvariant = onBrokenInvariant
  }

  /** Never rejects. `message` is whatever arrived. */
  async answer(sender: Sender, message: unknown): Promise<CallAnswer> {
    try {
      if (!isTrustedSender(sender)) throw refuseSender(sender)
      const { id, method, input } = parseCall(message)
      return { ok: true, value: await this.#run(id, method, input) }
    } catch (thrown) {
      const error = toWireError(thrown)
      if (error.code === 'invariant.broken') this.#onBrokenInvariant(nameMethod(message), error)
      return { ok: false, error }
    }
  }

  cancel(sender: Sender, id: unknown): void {
    if (isTrustedSender(sender) && typeof id === 'number') this.#inWork.get(id)?.abort()
  }

  /** The page is gone or loads again: nobody waits for these answers. */
  cancelAll(): void {
    for (const controller of this.#inWork.values()) controller.abort()
    this.#inWork.clear()
  }

  async #run(id: number, name: string, input: unknown): Promise<unknown> {
    const method = this.#methods.get(name)
    if (method === undefined) throw refuse(`Unknown call: ${name}. Expected a method of the workbench.`)
    if (this.#inWork.has(id)) throw refuse(`Call in work already: ${id}. Expected a number used once.`)
    const controller = new AbortController()
    this.#inWork.set(id, controller)
    try {
      return await method.run(parseInput(name, method.schema, input), { signal: controller.signal })
    } finally {
      if (this.#inWork.get(id) === controller) this.#inWork.delete(id)
    }
  }
}

interface Method {
  readonly schema: ZodType
  readonly run: (input: unknown, call: HandlerCall) => Promise<unknown>
}

type AnyHandler = (input: never, call: HandlerCall) => Promise<unknown>

/** By name, `models.listModels` and the like; only what has a schema can be called. */
function listMethods(handlers: WorkbenchHandlers): ReadonlyMap<string, Method> {
  const methods = new Map<string, Method>()
  const handlersByApi: Readonly<Record<string, object>> = handlers
  for (const [api, schemas] of Object.entries(workbenchInputs)) {
    const ofApi = new Map<string, AnyHandler>(Object.entries(handlersByApi[api] ?? {}))
    for (const [name, schema] of Object.entries<ZodType>(schemas)) {
      const handler = ofApi.get(name)
      if (handler === undefined) throw new InvariantError(`No handler for ${api}.${name}.`)
      // Schema and handler have one name in one interface: what passed the one is the other's input.
      const run = async (input: unknown, call: HandlerCall) => handler(input as never, call)
      methods.set(`${api}.${name}`, { schema, run })
    }
  }
  return methods
}

function parseInput(name: string, schema: ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = [name, ...issue.path.map(String)].join('.')
  throw refuse(`Invalid input: ${where} (${issue.message}). Expected what the contract states.`)
}

function refuseSender({ url }: Sender): RopewalkError {
  return refuse(`Call from elsewhere refused: ${url}. Expected the window's own page.`)
}

function refuse(message: string): RopewalkError {
  return new RopewalkError('input.invalid', message)
}

function nameMethod(message: unknown): string {
  return typeof message === 'object' && message !== null && 'method' in message
    ? String(message.method)
    : 'unknown'
}

/**
 * Expected failures, as a closed set of codes that cross every boundary of the product.
 * A broken invariant is not here: it is an `InvariantError`, and the job that met it ends.
 */

/** `subject.reason`. A new code comes with a test and a line in docs/errors.md. */
export const errorCodes = [
  'gguf.badMagic',
  'gguf.truncated',
  'gguf.unsupportedVersion',
  'gguf.damaged',
  'model.missing',
  'model.unreadable',
  'model.unsupported',
  'model.loadFailed',
  'model.changed',
  'extension.invalid',
  'extension.notApplicable',
  'rotation.mismatch',
  'extension.notApplied',
  'context.invalid',
  'tokens.invalid',
  'text.missing',
  'text.changed',
  'text.tooShort',
  'memory.exhausted',
  'memory.insufficient',
  'backend.unavailable',
  'observation.layersMissing',
  'observation.unsupported',
  'engine.unavailable',
  'engine.crashed',
  'engine.hung',
  'engine.failed',
  'experiment.invalid',
  'experiment.newerMajor',
  'experiment.damaged',
  'experiment.mismatch',
  'signature.missing',
  'signature.invalid',
  'signature.present',
  'key.invalid',
  'import.unreadable',
  'target.exists',
  'target.locked',
  'target.missingDirectory',
  'target.notWritable',
  'disk.full',
  'browser.missing',
  'browser.failed',
  'task.invalid',
  'statistic.undefined',
  'input.invalid',
  'run.cancelled',
  'run.busy',
  'invariant.broken',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Facts that travel with an error: plain JSON values only. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>

/**
 * An expected failure. The message is one sentence or more for a person:
 * `<what is wrong>: <value>. Expected <x>. <what you can do>.`
 */
export class RopewalkError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'RopewalkError'
    this.code = code
    this.details = details
  }
}

/** Something the program itself guarantees did not hold. */
export class InvariantError extends RopewalkError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('invariant.broken', message, details)
    this.name = 'InvariantError'
  }
}

/** How an error is written on a wire or in a journal. */
export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  readonly details: ErrorDetails
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value)
}

/** Any thrown value as a wire error; what is not a `RopewalkError` becomes `invariant.broken`. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof RopewalkError)
    return { code: thrown.code, message: thrown.message, details: thrown.details }
  if (thrown instanceof Error)
    return { code: 'invariant.broken', message: thrown.message, details: { stack: thrown.stack ?? '' } }
  return { code: 'invariant.broken', message: String(thrown), details: {} }
}

export function fromWireError(error: WireError): RopewalkError {
  if (error.code === 'invariant.broken') return new InvariantError(error.message, error.details)
  return new RopewalkError(error.code, error.message, error.details)
}

/** The end of every exhaustive `switch`: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new InvariantError(`Unexpected case: ${JSON.stringify(value)}.`)
}

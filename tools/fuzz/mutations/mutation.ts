/** A way to spoil a file. */
import type { Parts } from '../../../src-main/store/__tests__/rewriteExperiment'
import type { Random } from '../random'

/** The whole file as it should be. */
export interface Original {
  readonly path: string
  readonly bytes: Buffer
}

/** Spoils the bytes of the file; nothing of it can be read that was not in the original. */
export interface ByteMutation {
  readonly kind: 'bytes'
  readonly name: string
  apply(bytes: Buffer, random: Random): Buffer
}

/** Spoils parts, which are then put into a sound archive: what a forger would do. */
export interface PartMutation {
  readonly kind: 'parts'
  readonly name: string
  apply(parts: Parts, random: Random): void
}

export type Mutation = ByteMutation | PartMutation

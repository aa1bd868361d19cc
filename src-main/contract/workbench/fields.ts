/** Pieces of the window's input schemas. Everything that arrives from the renderer is checked by one of them. */
import { z, type ZodType } from 'zod'

type AsyncMethod = (input: never) => Promise<unknown>

/** One schema per method; a method without one does not compile. */
export type InputSchemas<A> = {
  readonly [M in keyof A]: A[M] extends AsyncMethod ? ZodType<Parameters<A[M]>[0]> : never
}

export const path = z.string().min(1).max(4096)
export const identifier = z.string().min(1).max(500)
export const anyText = z.string().max(2_000_000)
export const contextTokens = z.int().min(1).max(16_777_216)
export const index = z.int().min(0).max(16_777_216)

export const span = z
  .strictObject({ first: index, end: index })
  .refine(({ first, end }) => first < end, 'Expected first < end')

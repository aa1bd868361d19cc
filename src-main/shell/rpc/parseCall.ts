import { z } from 'zod'
import { RopewalkError, type CallMessage } from '../../contract'

const callSchema = z.strictObject({
  id: z.int().min(0),
  method: z.string().max(100),
  input: z.unknown(),
})

/** @throws RopewalkError `input.invalid` */
export function parseCall(message: unknown): CallMessage {
  const parsed = callSchema.safeParse(message)
  if (parsed.success) return parsed.data
  throw new RopewalkError('input.invalid', 'Not a call. Expected a number, a method and its input.')
}

/** Scripts that make an engine fail. */
import { RopewalkError } from '../../contract'
import type { EngineScript } from './fakeEngine'

export const crash = new RopewalkError('engine.crashed', 'The engine process ended: SIGKILL.', {
  signal: 'SIGKILL',
})

/** Fails the nth call that begins so. */
export function failOnce(prefix: string, nth: number, error: RopewalkError): EngineScript {
  let seen = 0
  return {
    disturb: (call) => {
      if (call.startsWith(prefix) && seen++ === nth) throw error
    },
  }
}

/** An engine of plain functions; every call a test does not define fails the test. */
import type { EngineClient } from '../../../contract'
import { EngineEventHub } from '../../EngineEventHub'

export function createFakeEngine(calls: Partial<EngineClient>, hub = new EngineEventHub()): EngineClient {
  const undefinedCall = () => Promise.reject(new Error('this call is not part of the test'))
  return {
    describe: undefinedCall,
    inspectModel: undefinedCall,
    estimateMemory: undefinedCall,
    loadModel: undefinedCall,
    unloadModel: undefinedCall,
    tokenize: undefinedCall,
    detokenize: undefinedCall,
    tokenTexts: undefinedCall,
    openSession: undefinedCall,
    closeSession: undefinedCall,
    evaluate: undefinedCall,
    generate: undefinedCall,
    on: (event, listener) => hub.on(event, listener),
    ...calls,
  }
}

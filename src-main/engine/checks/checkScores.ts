/** Likelihoods as they come from native code: a model whose logits are not numbers has none, and says so. */
import { RopewalkError } from '../../contract'

/**
 * @param nats NLL or ln p of the tokens at positions `first`, `first + 1`, ...; position 0 has none
 * @throws RopewalkError `engine.failed` naming the first position without a finite value
 */
export function checkScores(nats: Float64Array, first: number): void {
  const wrong = nats.findIndex((value, i) => first + i > 0 && !Number.isFinite(value))
  if (wrong < 0) return
  throw new RopewalkError(
    'engine.failed',
    `Likelihood that is not a number: ${nats[wrong]} at position ${first + wrong}. Expected finite logits. ` +
      "The model's weights or the extension's frequencies are damaged: try another extension, or convert the model again.",
    { position: first + wrong },
  )
}

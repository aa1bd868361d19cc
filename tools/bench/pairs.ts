/** Two ways of doing the same work, measured close together in time: what slows the machine down slows both. */

/** What a measurement took or held, in a unit of its own. */
type Measurement = () => Promise<number>

export interface Pair {
  readonly measured: number
  readonly yardstick: number
}

/** `rounds` pairs; which of the two comes first alternates, so that warming up and cooling down favour neither. */
export async function measurePairs(
  rounds: number,
  measure: Measurement,
  measureYardstick: Measurement,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const yardstick = await measureYardstick()
      pairs.push({ yardstick, measured: await measure() })
    } else {
      const measured = await measure()
      pairs.push({ measured, yardstick: await measureYardstick() })
    }
  }
  return pairs
}

/** measured / yardstick of each pair. */
export async function measureRatios(...args: Parameters<typeof measurePairs>): Promise<readonly number[]> {
  return (await measurePairs(...args)).map(({ measured, yardstick }) => measured / yardstick)
}

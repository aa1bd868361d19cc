/** Positions between two exact evaluations: keeps the rounding error of the products below 1e-12. */
const RESYNCHRONISE_TOKENS = 1024

/**
 * All pairs turned by one token at a time from position 0: a complex product per step, and exact sines and cosines again
 * every 1024 positions.
 */
export class RotationSweep {
  #position = 0
  readonly #frequencies: Float64Array
  readonly #stepCosines: Float64Array
  readonly #stepSines: Float64Array
  /** cos and sin of m theta'_j [d/2]. */
  readonly #cosines: Float64Array
  readonly #sines: Float64Array

  /** @param frequencies rad/token [d/2] */
  constructor(frequencies: Float64Array) {
    this.#frequencies = frequencies
    this.#stepCosines = frequencies.map(Math.cos)
    this.#stepSines = frequencies.map(Math.sin)
    this.#cosines = new Float64Array(frequencies.length).fill(1)
    this.#sines = new Float64Array(frequencies.length)
  }

  /** sum_j cos(m theta'_j) at the position m reached. */
  get cosineSum(): number {
    let sum = 0
    for (let j = 0; j < this.#cosines.length; j++) sum += this.#cosines[j]
    return sum
  }

  advance(): void {
    this.#position++
    if (this.#position % RESYNCHRONISE_TOKENS === 0) this.#resynchronise()
    else this.#turn()
  }

  #turn(): void {
    for (let j = 0; j < this.#cosines.length; j++) {
      const cosine = this.#cosines[j]
      const sine = this.#sines[j]
      this.#cosines[j] = cosine * this.#stepCosines[j] - sine * this.#stepSines[j]
      this.#sines[j] = sine * this.#stepCosines[j] + cosine * this.#stepSines[j]
    }
  }

  #resynchronise(): void {
    for (let j = 0; j < this.#cosines.length; j++) {
      const phase = this.#position * this.#frequencies[j]
      this.#cosines[j] = Math.cos(phase)
      this.#sines[j] = Math.sin(phase)
    }
  }
}

/** Threads for a session that names none. */

/**
 * One thread for a small model, else one per useful core: ggml's threads meet at a barrier after every node and spin while
 * they wait, which costs a small model more than it gains. Measured with 0.9M parameters on two busy cores: 50 tokens in
 * 0.02 s with one thread, in 16 s with two.
 */
export function chooseThreads(parameterCount: number, usefulCores: number): number {
  return parameterCount < smallModelParameters ? 1 : usefulCores
}

const smallModelParameters = 2 ** 25

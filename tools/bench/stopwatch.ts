/**
 * Two clocks. `wall` is what a person waits. `processor` adds up what all threads of this process computed: it hardly notices
 * what else the machine does, but counts the spinning of threads that wait for each other, so it is for one thread.
 */
export const clocks = ['wall', 'processor'] as const
export type Clock = (typeof clocks)[number]

/** Returns a function that gives the seconds since. */
export function startStopwatch(clock: Clock): () => number {
  if (clock === 'wall') {
    const start = performance.now()
    return () => (performance.now() - start) / 1e3
  }
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e6
  }
}

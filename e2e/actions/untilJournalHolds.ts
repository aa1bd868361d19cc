import { readJournalBytes } from './journalBytes'
import type { RunningCli } from './runCli'

/** Resolves as soon as the journal holds so many bytes, or the run is over. */
export function untilJournalHolds(bytes: number, target: string, run: RunningCli): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (readJournalBytes(target) >= bytes) settle()
    }, 2)
    const settle = (): void => {
      clearInterval(timer)
      resolve()
    }
    void run.ended.then(settle)
  })
}

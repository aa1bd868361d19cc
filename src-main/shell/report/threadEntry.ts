/** The thread that makes reports: answers jobs one after another until it is terminated. */
import { parentPort } from 'node:worker_threads'
import { toWireError } from '../../contract'
import { reportJobs } from './reportJobs'
import type { JobAnswer, JobRequest } from './threadMessages'

parentPort?.on('message', (request: JobRequest) => {
  void answer(request).then((message) => parentPort?.postMessage(message))
})

async function answer({ id, method, input }: JobRequest): Promise<JobAnswer> {
  try {
    // The input was typed by the method's own caller; a union of both cannot be called.
    const job = reportJobs[method] as (...input: unknown[]) => Promise<unknown>
    return { id, ok: true, value: await job(...input) }
  } catch (thrown) {
    return { id, ok: false, error: toWireError(thrown) }
  }
}

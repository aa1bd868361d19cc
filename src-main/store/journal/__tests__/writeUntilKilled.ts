/**
 * A process of its own that resumes the sample run and kills itself after a number of written bytes.
 * Arguments: target, bytes to write before the end (whole run when there are fewer).
 */
import { sampleCells, sampleDraft, sampleOptions } from '../../__tests__/sampleExperiment'
import { writeBytes, type WriteBytes } from '../../writeBytes'
import { openJournal } from '../openJournal'

const [target, bytesToLive] = process.argv.slice(2)
let remaining = Number(bytesToLive)

const writeUntilKilled: WriteBytes = async (handle, bytes, position) => {
  await writeBytes(handle, bytes.subarray(0, remaining), position)
  remaining -= bytes.length
  if (remaining <= 0) process.kill(process.pid, 'SIGKILL')
}

const journal = await openJournal(target, { ...sampleOptions, mode: 'resume', writeBytes: writeUntilKilled })
const found = new Set(journal.recovered.map((cell) => cell.id))
for (const { cell, tensors, timing } of sampleCells)
  if (!found.has(cell.id)) await journal.append(cell, tensors, timing)
await journal.finish(sampleDraft)

/** Saves until it is killed: a new experiment file, then one pin more in another. Prints how many pins are saved. */
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSample } from '../../src-main/store/__tests__/sampleExperiment'
import { editAnnotations, readAnnotations } from '../../src-main/store'

const [folder] = process.argv.slice(2)
const annotated = join(folder, 'annotated.ropewalk')
if (!existsSync(annotated)) await writeSample(annotated)

for (;;) {
  const pins = (await readAnnotations(annotated)).headPins.length
  const fresh = join(folder, `fresh-${pins}.ropewalk`)
  for (const name of await readdir(folder))
    if (name.startsWith('fresh-')) await rm(join(folder, name), { recursive: true })
  await writeSample(fresh)
  await editAnnotations(annotated, ({ headPins, ...rest }) => ({
    ...rest,
    headPins: [...headPins, { model: 0, layer: 0, head: pins % 3, label: `pin ${pins}` }],
  }))
  process.stdout.write(`${pins + 1}\n`)
}

/**
 * `npm run fuzz`: what tests show on a few cases, at the size that is promised. Prints what was found; ends with 1 on a fault.
 *
 *   npm run fuzz -- --count 10000 --seed 1      mutants of an experiment file; --first N begins at case N
 *   npm run fuzz -- crash --count 200 --seed 1  kills during runs and saves (needs `npm run setup`)
 *   npm run fuzz -- opening --megabytes 2048    overview of a large file
 */
import { parseArgs } from 'node:util'
import { measureOpening } from './measureOpening'
import { runCrashes } from './runCrashes'
import { runMutants } from './runMutants'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    first: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    megabytes: { type: 'string', default: '2048' },
  },
})

const seed = Number(values.seed)

async function runChosen(): Promise<boolean> {
  switch (positionals[0] ?? 'files') {
    case 'files':
      return runMutants(Number(values.first), Number(values.count ?? 10_000), seed)
    case 'crash':
      return runCrashes(Number(values.count ?? 200), seed)
    case 'opening':
      return measureOpening(Number(values.megabytes))
    default:
      throw new Error(`Unknown: ${positionals[0]}. Expected files, crash or opening.`)
  }
}

process.exitCode = (await runChosen()) ? 0 : 1

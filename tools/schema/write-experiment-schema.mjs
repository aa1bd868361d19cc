/** Writes resources/experiments/experiment.schema.json. Run after a change of the spec: `node tools/schema/write-experiment-schema.mjs` */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { module } = await runnerImport(`${root}/src-main/study/spec/experimentJsonSchema.ts`, {
  root,
  configFile: false,
  logLevel: 'error',
})
const target = `${root}/resources/experiments/experiment.schema.json`
writeFileSync(target, `${JSON.stringify(module.buildExperimentJsonSchema(), null, 2)}\n`)

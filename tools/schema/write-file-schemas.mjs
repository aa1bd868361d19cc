/** Writes resources/schema/*.json. Run after a change of the file format: `node tools/schema/write-file-schemas.mjs` */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { module } = await runnerImport(`${root}/src-main/store/schema/buildFileSchemas.ts`, {
  root,
  configFile: false,
  logLevel: 'error',
})
mkdirSync(`${root}/resources/schema`, { recursive: true })
for (const [name, schema] of module.buildFileSchemas())
  writeFileSync(`${root}/resources/schema/${name}`, module.formatSchema(schema))

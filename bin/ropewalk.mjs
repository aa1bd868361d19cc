#!/usr/bin/env node
/** Starts the built command line; says what to do where it has not been built. */
import { existsSync } from 'node:fs'

const built = new URL('../dist/main/cli.js', import.meta.url)
if (existsSync(built)) await import(built.href)
else {
  console.error(
    'ropewalk: The command line is not built: dist/main/cli.js is missing. Run `npm run build` first.',
  )
  process.exitCode = 2
}

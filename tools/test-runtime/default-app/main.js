/** Electron's own default app is not in the runtime out of Cypress: this loads the application that the command line names. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (named === undefined) {
  console.error('No application named on the command line.')
  app.exit(1)
} else {
  const folder = resolve(named)
  const { main, productName, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  process.defaultApp = true
  app.setAppPath(folder)
  app.setName(productName ?? name)
  app.setVersion(version ?? '0.0.0')
  // Awaited: the application is not ready before its own module has run, as in Electron's default app.
  await import(pathToFileURL(join(folder, main)).href)
}

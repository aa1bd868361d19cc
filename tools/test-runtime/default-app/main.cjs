/** Electron's own default app is not in the runtime out of Cypress: this loads the application that the command line names. */
const console = require('node:console')
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')
const process = require('node:process')
const { pathToFileURL } = require('node:url')
const { app } = require('electron')

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (named === undefined) {
  console.error('No application named on the command line.')
  app.exit(1)
} else {
  const folder = resolve(named)
  const { main, productName, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  process.defaultApp = true
  app.setAppPath(folder)
  app.setName(productName ?? name ?? 'application')
  app.setVersion(version ?? '0.0.0')
  import(pathToFileURL(join(folder, main)).href).catch((error) => {
    console.error(error)
    app.exit(1)
  })
}

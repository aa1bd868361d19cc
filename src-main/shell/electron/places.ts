/** Where things are: in the checkout beside `dist/`, in a package inside and beside the archive. */
import { join } from 'node:path'
import { app } from 'electron'

const built = join(import.meta.dirname, '..')

export const places = {
  page: join(built, 'renderer'),
  licences: join(built, 'renderer', 'licences.json'),
  preload: join(built, 'preload', 'index.cjs'),
  engineEntry: join(import.meta.dirname, 'utilityEngine.js'),
  reportThread: join(import.meta.dirname, 'reportThread.js'),
  resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(built, '..', 'resources'),
}

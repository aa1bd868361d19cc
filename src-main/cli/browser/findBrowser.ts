/** A browser of the Chromium family on this machine: it prints a page to PDF and draws a figure as pixels. */
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { RopewalkError } from '../../contract'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The program that `ROPEWALK_BROWSER` names, or the first known one.
 *
 * @throws RopewalkError `browser.missing`
 */
export async function findBrowser(environment: Environment = process.env): Promise<string> {
  const named = environment.ROPEWALK_BROWSER
  const candidates = named === undefined || named === '' ? listKnown(environment) : [named]
  for (const path of candidates) if (await isProgram(path)) return path
  throw new RopewalkError(
    'browser.missing',
    named === undefined || named === ''
      ? 'No browser found for PDF and PNG. Expected Chromium, Chrome or Edge on this machine. Install one, name it in ' +
          'ROPEWALK_BROWSER, or write HTML and print it from any browser.'
      : `No program at ROPEWALK_BROWSER: ${named}. Expected Chromium, Chrome or Edge. Correct the path.`,
    { ...(named === undefined ? {} : { path: named }) },
  )
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
]

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const WINDOWS_PLACES = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

function listKnown(environment: Environment): string[] {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]
  return [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, `${name}${ending}`))),
    ...(process.platform === 'darwin' ? APPLICATIONS : []),
    ...roots.flatMap((root) => (root === undefined ? [] : WINDOWS_PLACES.map((place) => join(root, place)))),
  ]
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

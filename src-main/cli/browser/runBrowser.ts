/** One page through a browser without a window, in a profile of its own that is gone afterwards. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { RopewalkError } from '../../contract'
import { findBrowser } from './findBrowser'

/** Long reports on slow machines take their time; a browser that hangs is ended. */
const MOST_MILLISECONDS = 300_000

interface Task {
  /** `page.html` or `figure.svg`. */
  readonly inputName: string
  readonly input: string
  /** Its ending is the format that the browser writes. */
  readonly outputName: string
}

/**
 * @param argumentsFor from the path that the browser is to write
 * @returns what it wrote
 * @throws RopewalkError `browser.missing`, `browser.failed`
 */
export async function runBrowser(
  { inputName, input, outputName }: Task,
  argumentsFor: (output: string) => readonly string[],
): Promise<Uint8Array> {
  const browser = await findBrowser()
  const folder = await mkdtemp(join(tmpdir(), 'ropewalk-print-'))
  try {
    const page = join(folder, inputName)
    const output = join(folder, outputName)
    await writeFile(page, input)
    const all = [
      '--headless',
      '--disable-gpu',
      '--disable-extensions',
      '--no-first-run',
      `--user-data-dir=${join(folder, 'profile')}`,
      // Chromium refuses its sandbox to root; the page runs nothing but our own script.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...argumentsFor(output),
      pathToFileURL(page).href,
    ]
    await promisify(execFile)(browser, all, { timeout: MOST_MILLISECONDS, maxBuffer: 64 * 1024 * 1024 })
    return await readFile(output)
  } catch (thrown) {
    throw new RopewalkError(
      'browser.failed',
      `Browser that did not print: ${browser}. Expected it to write a file. Try another with ROPEWALK_BROWSER, or write ` +
        'HTML and print it from any browser.',
      { browser, cause: thrown instanceof Error ? thrown.message.slice(0, 2000) : String(thrown) },
    )
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The built application with a profile of its own, as a person starts it. */
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')

export interface Workbench {
  readonly app: ElectronApplication
  readonly page: Page
  /** What the page said that nobody expects: errors of scripts, refusals of the policy. */
  readonly complaints: readonly string[]
  readonly hasEnded: () => boolean
}

/**
 * @param profile folder of settings, drafts and logs
 * @param args files to open and options
 */
export async function launchWorkbench(profile: string, args: readonly string[] = []): Promise<Workbench> {
  const executablePath = process.env.ROPEWALK_TEST_RUNTIME
  if (executablePath === undefined) throw new Error('No runtime named. Run the tests by `npm run test:e2e`.')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath,
    args: [...sandbox, root, `--user-data-dir=${profile}`, ...args],
    cwd: profile,
    env: toEnvironment({ ...process.env, HOME: profile, LANG: 'en_US.UTF-8', LANGUAGE: 'en' }),
    timeout: 120_000,
  })
  const child = app.process()
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const page = await app.firstWindow()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.waitForLoadState('load')
  return { app, page, complaints, hasEnded }
}

/** Results go below the profile's home, not into the tester's documents. */
export function dataFolderOf(profile: string): string {
  return join(profile, 'Documents', 'Ropewalk')
}

function toEnvironment(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

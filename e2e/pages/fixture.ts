/** `test` with a workbench that is started before and ended after each test that names it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { endWorkbench } from '../actions/endWorkbench'
import { launchWorkbench, type Workbench } from './launchWorkbench'

interface Fixtures {
  /** A profile that goes with the test. */
  readonly profile: string
  readonly workbench: Workbench
}

export const test = base.extend<Fixtures>({
  // Playwright insists on the pattern to know what a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'ropewalk-profile-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  workbench: async ({ profile }, use, info) => {
    const workbench = await launchWorkbench(profile)
    await use(workbench)
    if (!workbench.page.isClosed())
      await workbench.page.screenshot({ path: info.outputPath('last.png') }).catch(() => undefined)
    await endWorkbench(workbench)
  },
})

export { expect } from '@playwright/test'

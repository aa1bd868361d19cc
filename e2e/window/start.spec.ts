/** Starting, ending and starting again. */
import { join } from 'node:path'
import { callMain } from '../actions/callMain'
import { endWorkbench, killWorkbench } from '../actions/endWorkbench'
import { expect, test } from '../pages/fixture'
import { launchWorkbench } from '../pages/launchWorkbench'

const resources = join(import.meta.dirname, '../../resources')
const sampleModel = join(resources, 'models/ropewalk-sample-base.gguf')
const demoSpec = join(resources, 'experiments/demo.json')

test('the window starts without a complaint, and the engine behind it', async ({ profile }) => {
  const startedMs = Date.now()
  const workbench = await launchWorkbench(profile)
  const { page, complaints } = workbench
  await expect(page.getByRole('navigation').first()).toBeVisible()
  console.log(`window usable after ${Date.now() - startedMs} ms, the test's own connection included`)
  await expect(page).toHaveTitle(/Ropewalk/)
  await expect
    .poll(() => callMain(page, 'app.readEngine', {}))
    .toMatchObject({ ok: true, value: { kind: 'ready' } })
  expect(complaints).toEqual([])
  await endWorkbench(workbench)
})

test('a file of the command line waits for the page, one of a second start is told to it', async ({
  profile,
}) => {
  const first = await launchWorkbench(profile, [sampleModel])
  const { app, page } = first
  await page.evaluate(() => {
    window.ropewalk.onEvent(({ event, payload }) => {
      if (event === 'openPath') document.documentElement.dataset.told = payload.path
    })
  })
  await app.evaluate(({ app: main }, path) => {
    main.emit('second-instance', {}, ['electron', 'app', path], '/', null)
  }, demoSpec)
  await expect(page.locator('html')).toHaveAttribute('data-told', demoSpec)
  await endWorkbench(first)
})

test('settings stay, and an end without a word is noticed', async ({ profile }) => {
  const first = await launchWorkbench(profile)
  expect(await callMain(first.page, 'app.writeSettings', { theme: 'dark', language: 'zh-CN' })).toMatchObject(
    {
      ok: true,
      value: { theme: 'dark', language: 'zh-CN' },
    },
  )
  await killWorkbench(first)

  const second = await launchWorkbench(profile)
  expect(await callMain(second.page, 'app.readStart', {})).toMatchObject({
    ok: true,
    value: { endedUnexpectedly: true, settings: { theme: 'dark', language: 'zh-CN' } },
  })
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await endWorkbench(second)

  const third = await launchWorkbench(profile)
  expect(await callMain(third.page, 'app.readStart', {})).toMatchObject({
    ok: true,
    value: { endedUnexpectedly: false },
  })
  await endWorkbench(third)
})

test('an engine that is killed is said to be lost, and starts again', async ({
  workbench: { app, page },
}) => {
  const readEngine = () => callMain(page, 'app.readEngine', {})
  await expect.poll(readEngine).toMatchObject({ ok: true, value: { kind: 'ready' } })
  await app.evaluate(({ app: main }) => {
    const engine = main.getAppMetrics().find(({ name }) => name === 'Ropewalk engine')
    if (engine !== undefined) process.kill(engine.pid, 'SIGKILL')
  })
  await expect
    .poll(readEngine)
    .toMatchObject({ ok: true, value: { kind: 'lost', error: { code: 'engine.crashed' } } })
  expect(await callMain(page, 'app.restartEngine', {})).toMatchObject({ ok: true, value: { kind: 'ready' } })
})

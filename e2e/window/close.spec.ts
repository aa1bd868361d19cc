/** The window does not close over work that would be lost. */
import type { ElectronApplication } from '@playwright/test'
import { callMain } from '../actions/callMain'
import { expect, test } from '../pages/fixture'

/** Answers every question of the system with the button of that place; counts the questions. */
async function answerQuestions(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog, app: main }, button) => {
    dialog.showMessageBox = () => {
      main.emit('test-question')
      return Promise.resolve({ response: button, checkboxChecked: false })
    }
  }, response)
}

/** Presses the window's close button, and resolves when the question has been asked, or answered by an end. */
async function closeAndBeAsked(app: ElectronApplication): Promise<void> {
  const asked = app.evaluate(
    ({ BrowserWindow, app: main }) =>
      new Promise<void>((resolve) => {
        main.once('test-question' as never, () => resolve())
        BrowserWindow.getAllWindows()[0]?.close()
      }),
  )
  await asked.catch((lost: unknown) => expect(String(lost)).toContain('closed'))
}

test('unsaved changes are asked about: cancelling keeps the window, discarding closes it', async ({
  workbench,
}) => {
  const { app, page, hasEnded } = workbench
  const cancel = 2
  const discard = 1
  expect(await callMain(page, 'app.setUnsaved', { unsaved: true })).toMatchObject({ ok: true })
  await answerQuestions(app, cancel)
  await closeAndBeAsked(app)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(await callMain(page, 'app.readEngine', {})).toMatchObject({ ok: true })

  await answerQuestions(app, discard)
  await closeAndBeAsked(app)
  await expect.poll(hasEnded).toBe(true)
})

test('saving first closes the window once the page says that it has saved', async ({ workbench }) => {
  const { app, page, hasEnded } = workbench
  await page.evaluate(() => {
    window.ropewalk.onEvent(({ event, payload }) => {
      if (event === 'menuCommand') document.documentElement.dataset.command = payload
    })
  })
  await callMain(page, 'app.setUnsaved', { unsaved: true })
  await answerQuestions(app, 0)
  await closeAndBeAsked(app)
  await expect(page.locator('html')).toHaveAttribute('data-command', 'save')
  const answered = page.evaluate(() => {
    void window.ropewalk.call({ id: 9_000_000, method: 'app.setUnsaved', input: { unsaved: false } })
  })
  // The answer may be lost with the window that the call closes.
  await answered.catch((lost: unknown) => expect(String(lost)).toContain('closed'))
  await expect.poll(hasEnded).toBe(true)
})

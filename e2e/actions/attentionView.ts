/** What a person does in the attention view. */
import { expect, type Locator, type Page } from '@playwright/test'
import { callMain } from './callMain'

/** As by double click on its file. */
export async function openExperiment(page: Page, path: string): Promise<void> {
  expect(await callMain(page, 'results.openExperiment', { path })).toMatchObject({ ok: true })
}

export async function showAttention(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Attention', exact: true }).first().click()
}

/** The first cell of the experiment that holds all the words. */
export async function addPane(page: Page, experiment: string, ...words: readonly string[]): Promise<void> {
  const cell = await findCell(page, experiment, ...words)
  await cell.click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** The cell's row in the dialog that adds a pane; a click on it adds the pane. */
export async function findCell(
  page: Page,
  experiment: string,
  ...words: readonly string[]
): Promise<Locator> {
  await page.getByRole('button', { name: 'Add pane' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Experiment' }).click()
  await page.getByRole('option', { name: experiment }).click()
  await dialog.getByRole('textbox', { name: 'Search' }).fill(words.join(' '))
  const parts = words.flatMap((word) => word.split(' '))
  const rows = parts.reduce((found, word) => found.filter({ hasText: word }), dialog.getByRole('row'))
  return rows.first()
}

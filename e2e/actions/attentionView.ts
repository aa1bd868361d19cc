/** What a person does in the attention view. */
import { expect, type Page } from '@playwright/test'
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
  await page.getByRole('button', { name: 'Add pane' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Experiment' }).click()
  await page.getByRole('option', { name: experiment }).click()
  await dialog.getByRole('textbox', { name: 'Search' }).fill(words.join(' '))
  await dialog.getByRole('row').nth(1).click()
  await expect(dialog).toBeHidden()
}

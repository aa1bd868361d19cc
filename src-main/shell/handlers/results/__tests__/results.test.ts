import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plainTemplate } from '../../../../contract'
import type { ReportDocument } from '../../../../report'
import { createFixture } from '../../../../report/__tests__/fixture'
import { writeSample } from '../../../../store/__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../../../store/__tests__/temporaryFolder'
import { reportJobs } from '../../../report'
import { createResultsHandlers } from '../createResultsHandlers'
import { ExperimentShelf } from '../ExperimentShelf'

const call = { signal: new AbortController().signal }

async function openSample() {
  const folder = await makeTemporaryFolder()
  const path = join(folder, 'sample.ropewalk')
  await writeSample(path)
  const chosen: string[] = []
  const changed: string[] = []
  const shelf = new ExperimentShelf((_, payload) => {
    if (typeof payload === 'object' && 'experimentId' in payload) changed.push(payload.experimentId)
  })
  const results = createResultsHandlers(
    {
      dialogs: {
        chooseFiles: () => Promise.resolve([path]),
        chooseTarget: ({ suggestedPath }) => {
          chosen.push(suggestedPath)
          return Promise.resolve(suggestedPath)
        },
        chooseFolder: () => Promise.resolve(null),
      },
      addRecent: () => undefined,
      servePage: (html) => html,
      reportJobs,
      printPdf: (html) => Promise.resolve(new TextEncoder().encode(`PDF of ${html.length} letters`)),
    },
    shelf,
  )
  const opened = await results.openExperiment({ path }, call)
  return { folder, path, shelf, results, opened, chosen, changed, experimentId: opened.experimentId }
}

describe('open experiments', () => {
  test('are files, each open once however it is asked for', async () => {
    const { results, path, opened, experimentId } = await openSample()
    expect(opened).toMatchObject({ path, title: 'Sample', runId: null, warnings: [] })
    const twice = await Promise.all([
      results.openExperiment({ path }, call),
      results.chooseExperiments({}, call).then(([first]) => first),
    ])
    expect(twice.map((again) => again.experimentId)).toEqual([experimentId, experimentId])
    expect(await results.listOpen({}, call)).toHaveLength(1)
    await results.closeExperiment({ experimentId }, call)
    expect(await results.listOpen({}, call)).toEqual([])
    await expect(results.readExperiment({ experimentId }, call)).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })

  test('opened twice at once are one', async () => {
    const { results, path, shelf, experimentId } = await openSample()
    await shelf.close(experimentId)
    const [a, b] = await Promise.all([
      results.openExperiment({ path }, call),
      results.openExperiment({ path: join(dirname(path), '.', 'sample.ropewalk') }, call),
    ])
    expect(a.experimentId).toBe(b.experimentId)
  })

  test('a file that is no experiment is refused in words, and leaves nothing open', async () => {
    const { results } = await openSample()
    await expect(results.openExperiment({ path: import.meta.filename }, call)).rejects.toMatchObject({
      code: 'experiment.damaged',
    })
    expect(await results.listOpen({}, call)).toHaveLength(1)
  })

  test('tell when another state takes their place, and while a run writes them they stay open', async () => {
    const { shelf, experimentId, changed } = await openSample()
    const source = shelf.find(experimentId)
    await shelf.put(experimentId, source, 'a run')
    expect(changed).toEqual([experimentId])
    await expect(shelf.close(experimentId)).rejects.toMatchObject({ code: 'input.invalid' })
    await shelf.put(experimentId, source, null)
    await shelf.close(experimentId)
  })
})

/** Small, since statistics take their time. */
const small = createFixture({
  title: 'Reported',
  extensions: ['none'],
  contexts: [256, 512],
  models: [{ path: 'a.gguf', label: 'a' }],
  tasks: [
    { kind: 'perplexity', text: 'book.txt', windows: 2 },
    { kind: 'passkey', depths: [0, 100], repeats: 1 },
  ],
})

/** The same, holding an experiment with everything a report has. */
async function openReported() {
  const opened = await openSample()
  const { shelf, path, experimentId } = opened
  await shelf.put(
    experimentId,
    {
      ...small,
      path,
      timings: [],
      readTensors: async (cell) => [...(await small.readTensors(cell))],
      close: () => Promise.resolve(),
    },
    null,
  )
  return opened
}

describe('what is read of them', () => {
  test('is the document of the report, its figures and the tensors of cells', async () => {
    const { results, shelf, experimentId } = await openReported()
    const document = (await results.composeDocument({ experimentId }, call)) as ReportDocument
    expect(document.title).toBe('Reported')
    expect(document.sections.map(({ id }) => id)).toContain('retrieval')
    const drawing = await results.drawFigure({ experimentId, figureId: 'retrieval-2' }, call)
    expect(drawing.svg).toContain(`width="${drawing.width}" height="${drawing.height}"`)
    expect(await results.writeFigureData({ experimentId, figureId: 'retrieval-2' }, call)).toMatch(
      /^Model,Extension,.*\r\n/,
    )
    await expect(results.drawFigure({ experimentId, figureId: 'nothing' }, call)).rejects.toMatchObject({
      code: 'input.invalid',
    })
    const [cell] = shelf.find(experimentId).cells
    const tensors = await results.readTensors({ experimentId, cellId: cell.id }, call)
    expect(tensors.map(({ name }) => name)).toContain('meanEntropyNats')
    await expect(results.readTensors({ experimentId, cellId: 'nothing' }, call)).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })

  test('differs in nothing from itself', async () => {
    const { results, experimentId, opened } = await openSample()
    const difference = await results.diffExperiments(
      { experimentIdA: experimentId, experimentIdB: experimentId },
      call,
    )
    expect(difference).toMatchObject({ settings: [], cells: [], sameCells: opened.cells.length })
  })
})

describe('reports', () => {
  const template = { ...plainTemplate, title: 'Ours', authors: ['A. Author'], sections: ['summary' as const] }

  test('are previewed and written as they were laid out', async () => {
    const { results, experimentId, folder, chosen } = await openReported()
    const page = await results.previewReport({ experimentId, template }, call)
    expect(page).toContain('<title>Ours</title>')
    expect(page).toContain('<section id="summary">')
    expect(page).not.toContain('<section id="methods">')
    const written = await results.exportReport({ experimentId, format: 'html', template }, call)
    expect(written).toBe(join(folder, 'sample.html'))
    expect(chosen).toEqual([written])
    expect(await readFile(join(folder, 'sample.html'), 'utf8')).toBe(page)
  })

  test('bring what lies beside them', async () => {
    const { results, experimentId, folder } = await openReported()
    await results.exportReport({ experimentId, format: 'pdf', template }, call)
    expect(await readFile(join(folder, 'sample.pdf'), 'utf8')).toMatch(/^PDF of \d+ letters$/)
    await results.exportReport({ experimentId, format: 'csv', template: plainTemplate }, call)
    const names = await readdir(folder)
    expect(names.filter((name) => name.endsWith('.csv') || !name.includes('.'))).not.toEqual([])
  })
})

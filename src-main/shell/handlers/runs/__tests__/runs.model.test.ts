import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openExperiment } from '../../../../store'
import { longDraft, makeDraft, patience, startWorkbench } from '../../__tests__/startWorkbench'

describe('a run', () => {
  test('goes from the set-up to the file, and tells what it does', async () => {
    const { runs, results, call, told, awaitStatus, folder } = await startWorkbench()
    const started = await runs.startRun({ spec: makeDraft(), targetPath: null }, call)
    expect(started).toMatchObject({ status: 'preparing', title: 'Small: a test', done: 0 })
    expect(dirname(started.targetPath)).toBe(join(folder, 'results'))

    const state = await awaitStatus('done')
    expect(state).toMatchObject({ planned: 8, done: 8, failed: 0, remainingMs: 0, current: null })
    const ended = told.flatMap(({ event, payload }) => (event === 'cellEnded' ? [payload.cell.id] : []))
    const snapshot = await runs.readRun({}, call)
    expect(ended).toEqual(snapshot?.plannedCells.map(({ id }) => id))
    expect(snapshot?.cells.every(({ timing }) => timing !== null && timing.durationMs > 0)).toBe(true)
    expect(snapshot?.log.map(({ code }) => code)).toEqual([
      'computing',
      'planned',
      'model-loading',
      ...Array.from({ length: 4 }, () => 'session-opened'),
      'finished',
    ])
    const statuses = told.flatMap(({ event, payload }) => (event === 'runChanged' ? [payload.status] : []))
    expect([statuses[0], statuses.at(-1)]).toEqual(['preparing', 'done'])

    const file = await openExperiment(state.targetPath)
    expect(file.cells).toEqual(snapshot?.cells.map(({ cell }) => expect.objectContaining({ id: cell.id })))
    expect(file.manifest.spec.models[0].path).toBe('bundled:ropewalk-sample-base.gguf')
    await file.close()
    const [opened] = await results.listOpen({}, call)
    expect(opened).toMatchObject({ experimentId: state.experimentId, path: state.targetPath, runId: null })
    expect(await runs.listUnfinished({}, call)).toEqual([])
  })

  test('pauses after the cell in work, goes on, and can be cancelled while it is paused', async () => {
    const { runs, call, awaitStatus, awaitEnded, readState } = await startWorkbench()
    const { runId } = await runs.startRun({ spec: longDraft, targetPath: null }, call)
    await awaitEnded(1)
    await runs.pauseRun({ runId }, call)
    const paused = await awaitStatus('paused')
    expect(paused.current).toBeNull()
    await runs.continueRun({ runId }, call)
    await awaitEnded(paused.done + 1)
    await runs.pauseRun({ runId }, call)
    const { done } = await awaitStatus('paused')
    await runs.cancelRun({ runId }, call)
    await awaitStatus('cancelled')
    expect(await readState()).toMatchObject({ done, error: null, current: null })
  })

  test('cancelled, it is offered and taken up where it stopped', async () => {
    const spec = makeDraft({ tasks: [{ kind: 'passkey', depths: [0, 50, 100], repeats: 6 }] })
    const first = await startWorkbench()
    const { runId, targetPath } = await first.runs.startRun({ spec, targetPath: null }, first.call)
    await first.awaitEnded(3)
    await first.runs.cancelRun({ runId }, first.call)
    const { done: kept } = await first.awaitStatus('cancelled')
    const [opened] = await first.results.listOpen({}, first.call)
    expect(opened).toMatchObject({ runId: null, title: 'Small: a test' })
    expect(opened.cells).toHaveLength(kept)
    await first.close()

    const second = await startWorkbench({ folder: first.folder })
    const offered = await second.runs.listUnfinished({}, second.call)
    expect(offered).toMatchObject([
      { targetPath, title: 'Small: a test', finishedCells: kept, plannedCells: 72 },
    ])
    await second.runs.resumeUnfinished({ targetPath }, second.call)
    expect(await second.awaitStatus('done')).toMatchObject({ planned: 72, done: 72, failed: 0 })
    const ended = second.told.filter(({ event }) => event === 'cellEnded')
    expect(ended).toHaveLength(72 - kept)
    expect(existsSync(`${targetPath}.journal`)).toBe(false)
  })

  test('given up, it is gone', async () => {
    const { runs, results, call, awaitEnded, awaitStatus } = await startWorkbench()
    const { runId, targetPath } = await runs.startRun({ spec: longDraft, targetPath: null }, call)
    await awaitEnded(1)
    await expect(runs.discardUnfinished({ targetPath }, call)).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await runs.cancelRun({ runId }, call)
    await awaitStatus('cancelled')
    await runs.discardUnfinished({ targetPath }, call)
    expect(existsSync(`${targetPath}.journal`)).toBe(false)
    expect(await runs.listUnfinished({}, call)).toEqual([])
    expect(await results.listOpen({}, call)).toEqual([])
  })

  test('loses one cell with the engine, and that cell alone is tried again', async () => {
    const { runs, results, call, told, killEngine, awaitEnded, awaitStatus } = await startWorkbench()
    const spec = makeDraft({ tasks: [{ kind: 'passkey', depths: [0, 50, 100], repeats: 8 }] })
    const { runId, targetPath } = await runs.startRun({ spec, targetPath: null }, call)
    await awaitEnded(2)
    killEngine()
    const { failed, done } = await awaitStatus('done')
    expect({ failed, done }).toEqual({ failed: 1, done: 95 })
    const before = await runs.readRun({}, call)
    expect(before?.log.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['engine-lost', 'cell-failed']),
    )
    const [lost] = before?.cells.flatMap(({ cell }) => (cell.status === 'failed' ? [cell] : [])) ?? []
    expect(lost.error.code).toBe('engine.crashed')
    await expect(
      runs.retryCell({ runId, cellId: before?.cells[0].cell.id ?? '' }, call),
    ).rejects.toMatchObject({
      code: 'input.invalid',
    })

    told.length = 0
    await runs.retryCell({ runId, cellId: lost.id }, call)
    await vi.waitFor(async () => expect(await awaitStatus('done')).toMatchObject({ failed: 0 }), patience)
    const repeated = told.flatMap(({ event, payload }) => (event === 'cellEnded' ? [payload.cell.id] : []))
    expect(repeated).toEqual([lost.id])
    const file = await openExperiment(targetPath)
    expect(file.manifest.cells).toEqual({ planned: 96, done: 96, failed: 0 })
    expect(file.cells.map(({ id }) => id)).toEqual(before?.plannedCells.map(({ id }) => id))
    await file.close()
    expect(await results.listOpen({}, call)).toMatchObject([{ path: targetPath, runId: null }])
  })
})

describe('what cannot run', () => {
  test('is refused in words before anything is written', async () => {
    const { runs, call, folder } = await startWorkbench()
    const spec = makeDraft({ extensions: ['yaarn'] })
    await expect(runs.startRun({ spec, targetPath: null }, call)).rejects.toMatchObject({
      code: 'extension.invalid',
    })
    expect(await runs.readRun({}, call)).toBeNull()
    expect(existsSync(join(folder, 'results'))).toBe(false)
  })

  test('fails as a whole with its cause where a model is gone, and leaves the way free for the next', async () => {
    const { runs, call, awaitStatus } = await startWorkbench()
    const spec = makeDraft({ models: [{ path: '/gone/model.gguf' }] })
    await runs.startRun({ spec, targetPath: null }, call)
    expect((await awaitStatus('failed')).error).toMatchObject({ code: 'model.missing' })
    await runs.startRun({ spec: makeDraft({ contexts: [256] }), targetPath: null }, call)
    expect(await awaitStatus('done')).toMatchObject({ done: 4 })
  })

  test('waits for the run in work', async () => {
    const { runs, call, awaitEnded } = await startWorkbench()
    await runs.startRun({ spec: longDraft, targetPath: null }, call)
    await awaitEnded(1)
    await expect(runs.startRun({ spec: makeDraft(), targetPath: null }, call)).rejects.toMatchObject({
      code: 'run.busy',
    })
  })

  test('never replaces a file that nobody agreed to replace', async () => {
    const { runs, call, awaitStatus, folder } = await startWorkbench()
    const targetPath = join(folder, 'mine.ropewalk')
    const spec = makeDraft({ contexts: [256] })
    await runs.startRun({ spec, targetPath }, call)
    await awaitStatus('done')
    await runs.startRun({ spec, targetPath }, call)
    expect((await awaitStatus('failed')).error).toMatchObject({ code: 'target.exists' })
    const again = await startWorkbench({ folder, chosenTarget: targetPath })
    expect(await again.runs.chooseTarget({ suggestedName: 'mine' }, again.call)).toBe(targetPath)
    await again.runs.startRun({ spec, targetPath }, again.call)
    expect(await again.awaitStatus('done')).toMatchObject({ done: 4 })
  })

  test('says so where the experiment wants another backend', async () => {
    const { runs, call, awaitStatus } = await startWorkbench()
    await runs.startRun({ spec: makeDraft({ engine: { backend: 'metal' } }), targetPath: null }, call)
    expect((await awaitStatus('failed')).error).toMatchObject({ code: 'backend.unavailable' })
  })
})

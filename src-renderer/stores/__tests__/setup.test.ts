// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RopewalkError, type StudyPlan } from '../../../src-main/contract'
import { readStrings, readTasks } from '../../setup/specDraft'
import { useNotices } from '../notices'
import { useSetup } from '../setup'

const plan: StudyPlan = {
  issues: [],
  cells: 4,
  tokens: 4,
  sessions: [],
  estimatedMs: null,
  diskBytes: 1,
  memory: null,
}
const kept = { spec: { title: 'kept', models: [{ path: 'a' }] }, path: '/a.json', dirty: true }
const calls = vi.hoisted(() => ({
  planStudy: vi.fn(),
  keepDraft: vi.fn(),
  readDraft: vi.fn(),
  saveSpec: vi.fn(),
  setUnsaved: vi.fn(),
}))

vi.mock('../../client', () => ({
  client: {
    setup: { ...calls, listTemplates: () => Promise.resolve([]) },
    app: { setUnsaved: calls.setUnsaved },
  },
}))

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  for (const call of Object.values(calls)) call.mockReset().mockResolvedValue(null)
  calls.planStudy.mockResolvedValue(plan)
})

// What one test leaves to be done after a rest is not done in the next.
afterEach(() => void vi.useRealTimers())

describe('the set-up store', () => {
  it('edits, goes back and forth, and is clean again when back where it was saved', () => {
    const setup = useSetup()
    void setup.begin({ title: 'T', models: [{ path: 'a' }], extensions: ['none'], tasks: [] }, '/t.json')
    expect(setup.dirty).toBe(false)
    setup.set(['extensions', 1], 'ntk:scale=auto')
    setup.addTask({ kind: 'passkey' })
    expect(setup.dirty).toBe(true)
    setup.undo()
    expect(readTasks(setup.draft)).toEqual([])
    setup.undo()
    expect(setup.dirty).toBe(false)
    setup.redo()
    expect(readStrings(setup.draft, 'extensions')).toEqual(['none', 'ntk:scale=auto'])
  })

  it('plans and keeps the draft once typing rests, and tells that it is unsaved', async () => {
    const setup = useSetup()
    setup.addModel('/m.gguf')
    setup.addModel('/m.gguf')
    for (const title of ['a', 'ab', 'abc']) setup.set(['title'], title)
    await vi.waitFor(() => expect(setup.startable).toBe(true))
    expect(calls.planStudy).toHaveBeenLastCalledWith({ spec: setup.draft })
    await vi.waitFor(() => expect(calls.keepDraft).toHaveBeenCalled())
    expect(calls.keepDraft).toHaveBeenLastCalledWith({
      spec: expect.objectContaining({ title: 'abc', models: [{ path: '/m.gguf' }] }),
      path: null,
      dirty: true,
    })
  })

  it('cannot be started by the plan of the draft before, whenever that plan arrives', async () => {
    const answers: ((made: StudyPlan) => void)[] = []
    calls.planStudy.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const setup = useSetup()
    setup.addModel('/first.gguf')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    setup.addModel('/second.gguf')
    answers[0](plan)
    await vi.waitFor(() => expect(setup.plan).toEqual(plan))
    expect([setup.planning, setup.startable]).toEqual([true, false])
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1](plan)
    await vi.waitFor(() => expect(setup.startable).toBe(true))
    setup.set(['title'], 'changed')
    expect([setup.planning, setup.startable]).toEqual([true, false])
    setup.undo()
    expect([setup.planning, setup.startable]).toEqual([false, true])
  })

  it('tells at once that there is something to save, before the draft is kept', async () => {
    useSetup().addModel('/m.gguf')
    await nextTick()
    expect(calls.setUnsaved).toHaveBeenLastCalledWith({ unsaved: true })
    expect(calls.keepDraft).not.toHaveBeenCalled()
  })

  it('plans a draft once, although its view asks for a plan while typing rests', async () => {
    const setup = useSetup()
    setup.addModel('/m.gguf')
    await setup.refreshPlan()
    expect(setup.startable).toBe(true)
    // The draft is kept after the same rest: a second plan would have been asked for by then.
    await vi.waitFor(() => expect(calls.keepDraft).toHaveBeenCalledOnce())
    expect(calls.planStudy).toHaveBeenCalledOnce()
  })

  it('cannot be started while something stands in the way', async () => {
    calls.planStudy.mockResolvedValue({
      ...plan,
      issues: [{ where: 'tasks', message: 'None.', level: 'error' }],
    })
    const setup = useSetup()
    setup.addModel('/m.gguf')
    await vi.waitFor(() => expect(setup.plan).not.toBeNull())
    expect(setup.startable).toBe(false)
  })

  it('cannot be started while a field holds no value, whatever the plan says', async () => {
    const setup = useSetup()
    const wrong = { typed: 'abc', message: 'A number is wanted.' }
    const windows = ['tasks', 0, 'windows']
    await setup.begin({ models: [{ path: 'a' }], tasks: [{ windows: 1 }, { windows: 2 }] }, null)
    await vi.waitFor(() => expect(setup.startable).toBe(true))

    setup.setProblem(windows, wrong)
    expect([setup.startable, setup.planning]).toEqual([false, false])
    setup.setProblem(windows, null)
    expect(setup.startable).toBe(true)

    setup.setProblem(['tasks', 1, 'windows'], wrong)
    setup.set(['tasks', 0], undefined)
    expect(setup.problemAt(windows)).toEqual({ at: windows, ...wrong })
    setup.undo()
    expect(setup.fieldProblems).toEqual([])
    expect(readTasks(setup.draft)).toEqual([{ windows: 2 }])
    setup.undo()
    expect(readTasks(setup.draft)).toEqual([{ windows: 1 }, { windows: 2 }])

    setup.setProblem(windows, wrong)
    setup.redo()
    expect(setup.fieldProblems).toEqual([])
    setup.setProblem(windows, wrong)
    const opened = setup.begin({ models: [], tasks: [{ windows: 2 }] }, '/other.json')
    setup.replacing?.('discard')
    await opened
    expect(setup.fieldProblems).toEqual([])
  })

  it('takes up the kept draft with its file and its changes, but never over one in work', async () => {
    calls.readDraft.mockResolvedValue(kept)
    const restored = useSetup()
    await restored.restore()
    expect(restored.draft).toEqual(kept.spec)
    expect([restored.path, restored.dirty]).toEqual(['/a.json', true])

    setActivePinia(createPinia())
    const inWork = useSetup()
    inWork.addModel('/mine.gguf')
    await inWork.restore()
    expect(inWork.draft).toMatchObject({ models: [{ path: '/mine.gguf' }] })
  })

  it('gives a draft back together with its file, so that saving never meets another one', async () => {
    const setup = useSetup()
    const first = { title: 'first', models: [{ path: 'a' }] }
    const second = { title: 'second', models: [{ path: 'b' }] }
    await setup.begin(first, '/first.json')
    await setup.begin(second, '/second.json')
    expect([setup.path, setup.dirty]).toEqual(['/second.json', false])
    setup.undo()
    expect([setup.draft, setup.path, setup.dirty]).toEqual([first, '/first.json', false])
    setup.set(['title'], 'changed')
    calls.saveSpec.mockResolvedValue({ path: '/first.json', spec: {} })
    await setup.save('same')
    expect(calls.saveSpec).toHaveBeenLastCalledWith({ spec: setup.draft, path: '/first.json' })
  })

  it('asks before another set-up takes the place of unsaved changes', async () => {
    const other = { title: 'other', models: [{ path: 'b' }] }
    const setup = useSetup()
    setup.addModel('/m.gguf')
    const kept = setup.draft

    const cancelled = setup.begin(other, '/other.json')
    setup.replacing?.('cancel')
    await cancelled
    expect([setup.draft, setup.dirty, setup.replacing]).toEqual([kept, true, null])

    const unsaved = setup.begin(other, '/other.json')
    setup.replacing?.('save')
    await unsaved
    expect(setup.draft).toBe(kept)

    const discarded = setup.begin(other, '/other.json')
    setup.replacing?.('discard')
    await discarded
    expect([setup.draft, setup.dirty]).toEqual([other, false])
    setup.undo()
    expect([setup.draft, setup.dirty]).toEqual([kept, true])
  })

  it('says that nothing is unsaved once the draft is kept so, since a closing window ends then', async () => {
    const setup = useSetup()
    setup.addModel('/m.gguf')
    await vi.waitFor(() => expect(calls.setUnsaved).toHaveBeenLastCalledWith({ unsaved: true }))
    let keep: (value: null) => void = () => undefined
    calls.keepDraft.mockReturnValue(new Promise((resolve) => (keep = resolve)))
    calls.saveSpec.mockResolvedValue({ path: '/t.json' })
    await setup.save('new')
    await vi.waitFor(() =>
      expect(calls.keepDraft).toHaveBeenLastCalledWith(expect.objectContaining({ dirty: false })),
    )
    expect(calls.setUnsaved).toHaveBeenLastCalledWith({ unsaved: true })
    keep(null)
    await vi.waitFor(() => expect(calls.setUnsaved).toHaveBeenLastCalledWith({ unsaved: false }))
  })

  it('says that a draft cannot be kept', async () => {
    const full = { code: 'disk.full', message: 'Disk full: /p. Expected some room. Free some.', details: {} }
    calls.keepDraft.mockRejectedValue(new RopewalkError('disk.full', full.message))
    useSetup().addModel('/m.gguf')
    await vi.waitFor(() => expect(useNotices().notices).toMatchObject([{ error: full }]))
  })

  it('stays changed when saving was given up', async () => {
    const setup = useSetup()
    setup.addModel('/m.gguf')
    await setup.save('new')
    expect(setup.dirty).toBe(true)
    calls.saveSpec.mockResolvedValue({ path: '/n.json', spec: {} })
    await setup.save('new')
    expect([setup.path, setup.dirty]).toEqual(['/n.json', false])
  })
})

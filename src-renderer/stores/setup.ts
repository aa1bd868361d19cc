/** The experiment in the making: its draft with undo, its plan, its file. The draft is kept across crashes. */
import { toWireError, type SpecDraft, type StudyPlan, type StudyTemplate, type WireError } from '@contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { client } from '../client'
import { translate } from '../i18n'
import { createBlankDraft, isBlank, readModels, readTasks, setAt, type DraftPath } from '../setup/specDraft'
import { createHistory, record, redo as redoIn, undo as undoIn } from './history'

/** An edit is planned and kept once typing rests. */
const restMs = 250

export const useSetup = defineStore('setup', () => {
  const history = shallowRef(createHistory<SpecDraft>(createBlankDraft(translate('setup.newTitle'))))
  const savedDraft = shallowRef<SpecDraft>(history.value.present)
  const path = ref<string | null>(null)
  const templates = shallowRef<readonly StudyTemplate[]>([])
  const plan = shallowRef<StudyPlan | null>(null)
  const planError = shallowRef<WireError | null>(null)
  const planning = ref(false)
  const restored = ref(false)

  const draft = computed(() => history.value.present)
  const blank = computed(() => isBlank(draft.value))
  const dirty = computed(() => draft.value !== savedDraft.value && !blank.value)
  const canUndo = computed(() => history.value.past.length > 0)
  const canRedo = computed(() => history.value.future.length > 0)
  const startable = computed(
    () => !planning.value && plan.value !== null && plan.value.cells > 0 && !hasErrors(plan.value),
  )

  /** `value` undefined takes the field away. Edits of one `path` in a row are one step of undo. */
  function set(at: DraftPath, value: unknown): void {
    history.value = record(history.value, setAt(draft.value, at, value), at.join('.'))
  }

  function replace(spec: SpecDraft): void {
    history.value = record(history.value, spec)
  }

  function undo(): void {
    history.value = undoIn(history.value)
  }

  function redo(): void {
    history.value = redoIn(history.value)
  }

  function addModel(modelPath: string): void {
    const models = readModels(draft.value)
    if (!models.some((model) => model.path === modelPath)) set(['models', models.length], { path: modelPath })
  }

  function addTask(task: Readonly<Record<string, unknown>>): void {
    set(['tasks', readTasks(draft.value).length], task)
  }

  function begin(spec: SpecDraft, from: string | null): void {
    replace(spec)
    savedDraft.value = spec
    path.value = from
  }

  /** A file by its path, or one that the person chooses. */
  async function open(from: string | null): Promise<void> {
    const opened = await client.setup.openSpec({ path: from })
    if (opened) begin(opened.spec, opened.path)
  }

  async function save(where: 'same' | 'new'): Promise<void> {
    const spec = draft.value
    const saved = await client.setup.saveSpec({ spec, path: where === 'same' ? path.value : null })
    if (!saved) return
    path.value = saved.path
    savedDraft.value = spec
  }

  async function load(): Promise<void> {
    if (restored.value) return
    restored.value = true
    const [kept, found] = await Promise.all([client.setup.readDraft({}), client.setup.listTemplates({})])
    templates.value = found
    if (!kept || !blank.value) return
    history.value = createHistory(kept.spec)
    path.value = kept.path
    if (!kept.dirty) savedDraft.value = kept.spec
  }

  async function start(): Promise<void> {
    await client.runs.startRun({ spec: draft.value, targetPath: null })
  }

  let latest = 0
  async function refreshPlan(): Promise<void> {
    const asked = ++latest
    planning.value = true
    try {
      const answer = await client.setup.planStudy({ spec: draft.value })
      if (asked === latest) [plan.value, planError.value] = [answer, null]
    } catch (thrown) {
      if (asked === latest) [plan.value, planError.value] = [null, toWireError(thrown)]
    }
    if (asked === latest) planning.value = false
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  watch([draft, path, dirty], () => {
    planning.value = true
    clearTimeout(timer)
    timer = setTimeout(() => {
      void refreshPlan()
      const kept = { spec: blank.value ? null : draft.value, path: path.value, dirty: dirty.value }
      void client.setup.keepDraft(kept)
      void client.app.setUnsaved({ unsaved: dirty.value })
    }, restMs)
  })

  return {
    draft,
    path,
    templates,
    plan,
    planError,
    planning,
    blank,
    dirty,
    canUndo,
    canRedo,
    startable,
    set,
    replace,
    undo,
    redo,
    addModel,
    addTask,
    begin,
    open,
    save,
    load,
    start,
    refreshPlan,
  }
})

function hasErrors({ issues }: StudyPlan): boolean {
  return issues.some(({ level }) => level === 'error')
}

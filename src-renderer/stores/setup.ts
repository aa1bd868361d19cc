/** The experiment in the making: its draft with undo, its plan, its file. The draft is kept across crashes. */
import { toWireError, type SpecDraft, type StudyPlan, type StudyTemplate, type WireError } from '@contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import { client } from '../client'
import { translate } from '../i18n'
import {
  createBlankDraft,
  isBlank,
  readModels,
  readStrings,
  readTasks,
  setAt,
  type DraftPath,
} from '../setup/specDraft'
import {
  findProblem,
  placeProblem,
  removeItem,
  type FieldProblems,
  type PlacedProblem,
} from '../setup/fieldProblems'
import {
  addCurve as addCurveTo,
  removeExtension as removeExtensionOf,
  renameCurve as renameCurveOf,
  type CurveDraft,
} from '../setup/specCurves'
import { createHistory, record, redo as redoIn, undo as undoIn } from './history'
import { useNotices } from './notices'

/** An edit is planned and kept once typing rests. */
const restMs = 250

/** A draft and the file it belongs to, which undo brings back with it; null before it has one. */
interface Work {
  readonly draft: SpecDraft
  readonly path: string | null
}

export type ReplaceAnswer = 'save' | 'discard' | 'cancel'

export const useSetup = defineStore('setup', () => {
  const history = shallowRef(
    createHistory<Work>({ draft: createBlankDraft(translate('setup.newTitle')), path: null }),
  )
  /** By file, the draft as it stands there; under null the one that the work without a file began with. */
  const saved = shallowReactive(new Map([[history.value.present.path, history.value.present.draft]]))
  const templates = shallowRef<readonly StudyTemplate[]>([])
  const plan = shallowRef<StudyPlan | null>(null)
  const planError = shallowRef<WireError | null>(null)
  /** The draft that the plan or its error was made for; null before there was one. */
  const planned = shallowRef<SpecDraft | null>(null)
  const asking = ref(false)
  const notices = useNotices()
  /** RoPE settings of another program that are looked at; null while none are. */
  const settingsText = shallowRef<string | null>(null)
  /** Another set-up would take the place of unsaved changes: to be answered by a person. */
  const replacing = shallowRef<((answer: ReplaceAnswer) => void) | null>(null)

  const draft = computed(() => history.value.present.draft)
  const path = computed(() => history.value.present.path)
  const blank = computed(() => isBlank(draft.value))
  const dirty = computed(() => draft.value !== saved.get(path.value) && !blank.value)
  /** What is typed in fields and is no value of them: it takes part in undo, not in the draft. */
  const fieldProblems = shallowRef<FieldProblems>([])
  const canUndo = computed(() => fieldProblems.value.length > 0 || history.value.past.length > 0)
  const canRedo = computed(() => history.value.future.length > 0)
  /** A plan of the draft as it stands is on its way: until it is there, the one before says nothing. */
  const planning = computed(() => asking.value || planned.value !== draft.value)
  const startable = computed(
    () =>
      fieldProblems.value.length === 0 &&
      !planning.value &&
      plan.value !== null &&
      plan.value.cells > 0 &&
      !hasErrors(plan.value),
  )

  /** `value` undefined takes the field away. Edits of one `path` in a row are one step of undo. */
  function set(at: DraftPath, value: unknown): void {
    if (value === undefined && typeof at.at(-1) === 'number')
      fieldProblems.value = removeItem(fieldProblems.value, at)
    change(setAt(draft.value, at, value), at.join('.'))
  }

  /** @param key edits of one key in a row are one step of undo */
  function change(changed: SpecDraft, key: string | null = null): void {
    history.value = record(history.value, { draft: changed, path: path.value }, key)
  }

  function problemAt(at: DraftPath): PlacedProblem | null {
    return findProblem(fieldProblems.value, at)
  }

  /** @param problem null where the field holds a value again */
  function setProblem(at: DraftPath, problem: Omit<PlacedProblem, 'at'> | null): void {
    fieldProblems.value = placeProblem(fieldProblems.value, at, problem)
  }

  /** What was typed last and is no value goes first. */
  function undo(): void {
    if (fieldProblems.value.length > 0) fieldProblems.value = fieldProblems.value.slice(0, -1)
    else history.value = undoIn(history.value)
  }

  function redo(): void {
    fieldProblems.value = []
    history.value = redoIn(history.value)
  }

  function addModel(modelPath: string): void {
    const models = readModels(draft.value)
    if (!models.some((model) => model.path === modelPath)) set(['models', models.length], { path: modelPath })
  }

  function addExtension(spec: string): void {
    const specs = readStrings(draft.value, 'extensions')
    if (!specs.includes(spec)) set(['extensions', specs.length], spec)
  }

  function removeExtension(index: number): void {
    fieldProblems.value = removeItem(fieldProblems.value, ['extensions', index])
    change(removeExtensionOf(draft.value, index))
  }

  /** The table and an extension of it, in one step. */
  function addCurve(kind: 'custom' | 'longrope', curve: CurveDraft): void {
    change(addCurveTo(draft.value, kind, curve))
  }

  /** The curve that the extension of this place takes its numbers from. */
  function renameCurve(index: number, name: string): void {
    change(renameCurveOf(draft.value, index, name))
  }

  function addTask(task: Readonly<Record<string, unknown>>): void {
    set(['tasks', readTasks(draft.value).length], task)
  }

  /** Takes the place of the set-up in work; asks first where that has unsaved changes. @returns whether it did */
  async function begin(spec: SpecDraft, from: string | null): Promise<boolean> {
    if (dirty.value && !(await mayReplace())) return false
    saved.set(from, spec)
    fieldProblems.value = []
    history.value = record(history.value, { draft: spec, path: from })
    return true
  }

  async function mayReplace(): Promise<boolean> {
    replacing.value?.('cancel')
    const answer = await new Promise<ReplaceAnswer>((resolve) => (replacing.value = resolve))
    replacing.value = null
    if (answer === 'save') await save('same')
    return answer === 'discard' || (answer === 'save' && !dirty.value)
  }

  /** A file by its path, or one that the person chooses: a set-up, or settings that wait to be taken up in the one in work. */
  async function open(from: string | null): Promise<void> {
    const opened = await client.setup.openSpec({ path: from })
    if (opened?.kind === 'spec') await begin(opened.spec, opened.path)
    if (opened?.kind === 'settings') settingsText.value = opened.text
  }

  async function save(where: 'same' | 'new'): Promise<void> {
    const spec = draft.value
    const written = await client.setup.saveSpec({ spec, path: where === 'same' ? path.value : null })
    if (!written) return
    saved.set(written.path, spec)
    const { present } = history.value
    history.value = { ...history.value, present: { draft: present.draft, path: written.path } }
  }

  let restored: Promise<void> | null = null
  /** Takes up the draft that the last session kept, once; before anything is added to a blank one. */
  function restore(): Promise<void> {
    restored ??= client.setup.readDraft({}).then((kept) => {
      if (!kept || !blank.value) return
      if (!kept.dirty) saved.set(kept.path, kept.spec)
      history.value = createHistory({ draft: kept.spec, path: kept.path })
    })
    return restored
  }

  async function loadTemplates(): Promise<void> {
    if (templates.value.length === 0) templates.value = await client.setup.listTemplates({})
  }

  async function start(): Promise<void> {
    await client.runs.startRun({ spec: draft.value, targetPath: null })
  }

  let latest = 0
  /** The draft that the last plan was asked for. */
  let asked: SpecDraft | null = null
  async function refreshPlan(): Promise<void> {
    const mine = ++latest
    const spec = draft.value
    asked = spec
    asking.value = true
    const [answer, error] = await client.setup.planStudy({ spec }).then(
      (made) => [made, null] as const,
      (thrown: unknown) => [null, toWireError(thrown)] as const,
    )
    if (mine !== latest) return
    ;[plan.value, planError.value, planned.value, asking.value] = [answer, error, spec, false]
  }

  let planTimer: ReturnType<typeof setTimeout> | undefined
  watch(draft, () => {
    clearTimeout(planTimer)
    planTimer = setTimeout(() => {
      if (asked !== draft.value) void refreshPlan()
    }, restMs)
  })

  // At once: a window that is closed before typing rests has to ask as well.
  watch(dirty, (changed) => {
    if (changed) void notices.attempt(() => client.app.setUnsaved({ unsaved: true }))
  })

  let keepTimer: ReturnType<typeof setTimeout> | undefined
  watch([draft, path, dirty], () => {
    clearTimeout(keepTimer)
    keepTimer = setTimeout(() => {
      const kept = { spec: blank.value ? null : draft.value, path: path.value, dirty: dirty.value }
      // Told that all is saved, a window that is closing ends: the draft has to be kept as saved by then.
      void notices
        .attempt(() => client.setup.keepDraft(kept))
        .then(() => client.app.setUnsaved({ unsaved: kept.dirty }))
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
    fieldProblems,
    replacing,
    settingsText,
    set,
    problemAt,
    setProblem,
    undo,
    redo,
    addModel,
    addExtension,
    removeExtension,
    addCurve,
    renameCurve,
    addTask,
    begin,
    open,
    save,
    restore,
    loadTemplates,
    start,
    refreshPlan,
  }
})

function hasErrors({ issues }: StudyPlan): boolean {
  return issues.some(({ level }) => level === 'error')
}

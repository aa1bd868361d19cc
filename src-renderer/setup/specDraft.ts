/** An experiment spec in the making: reading what is there, whatever its state, and changing one place of it. */
import { SPEC_FORMAT, SPEC_VERSION, type SpecDraft } from '@contract'

export type DraftPath = readonly (string | number)[]

/** As the plan's issues name it: `tasks.1.windows`. */
export function writePlace(path: DraftPath): string {
  return path.join('.')
}

export interface ModelDraft {
  readonly path: string
  readonly label: string | null
  readonly trainedContextTokens: number | null
  /** Null: the experiment's. */
  readonly extensions: readonly string[] | null
}

export type TaskDraft = Readonly<Record<string, unknown>>

export function createBlankDraft(title: string): SpecDraft {
  return {
    format: SPEC_FORMAT,
    version: SPEC_VERSION,
    title,
    models: [],
    extensions: ['none', 'linear:scale=auto', 'ntk:scale=auto', 'yarn:scale=auto'],
    contexts: [256, 512, 1024, 2048],
    seed: 1,
    tasks: [],
  }
}

/** Without models and tasks there is nothing to lose. */
export function isBlank(draft: SpecDraft): boolean {
  return readModels(draft).length === 0 && readTasks(draft).length === 0
}

export function readText(draft: SpecDraft, field: string): string {
  const value = draft[field]
  return typeof value === 'string' ? value : ''
}

export function readStrings(draft: SpecDraft, field: string): string[] {
  return toList(draft[field]).filter((item) => typeof item === 'string')
}

export function readNumbers(draft: SpecDraft, field: string): number[] {
  return toList(draft[field]).filter((item) => typeof item === 'number')
}

export function readModels(draft: SpecDraft): ModelDraft[] {
  return toList(draft.models)
    .map(toRecord)
    .map((model) => ({
      path: readText(model, 'path'),
      label: typeof model.label === 'string' ? model.label : null,
      trainedContextTokens:
        typeof model.trainedContextTokens === 'number' ? model.trainedContextTokens : null,
      extensions: Array.isArray(model.extensions) ? readStrings(model, 'extensions') : null,
    }))
}

/** An object of the draft; empty where there is none. */
export function readRecord(draft: SpecDraft, field: string): Readonly<Record<string, unknown>> {
  return toRecord(draft[field])
}

export function readTasks(draft: SpecDraft): TaskDraft[] {
  return readList(draft, 'tasks')
}

/** The objects of a list of the draft. */
export function readList(draft: SpecDraft, field: string): Readonly<Record<string, unknown>>[] {
  return toList(draft[field]).map(toRecord)
}

/** The draft with `value` at `path`; undefined takes the field away. Objects on the way are made where missing. */
export function setAt(draft: SpecDraft, path: DraftPath, value: unknown): SpecDraft {
  return toRecord(change(draft, path, value))
}

function change(node: unknown, [step, ...rest]: DraftPath, value: unknown): unknown {
  if (step === undefined) return value
  if (typeof step === 'number') {
    const items = toList(node)
    if (rest.length === 0 && value === undefined) return items.filter((_, index) => index !== step)
    return Array.from({ length: Math.max(items.length, step + 1) }, (_, index) =>
      index === step ? change(items[index], rest, value) : items[index],
    )
  }
  const changed: unknown = change(toRecord(node)[step], rest, value)
  const others = Object.entries(toRecord(node)).filter(([name]) => name !== step)
  if (changed === undefined) return Object.fromEntries(others)
  const isNew = others.length === Object.keys(toRecord(node)).length
  return isNew
    ? { ...toRecord(node), [step]: changed }
    : Object.fromEntries(
        Object.entries(toRecord(node)).map(([name, old]) => [name, name === step ? changed : old]),
      )
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

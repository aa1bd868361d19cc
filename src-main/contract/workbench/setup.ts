/** Setting an experiment up: templates, the spec on disk, and what a spec would cost before it runs. */
import { z } from 'zod'
import type { MemoryEstimate } from '../engine'
import { identifier, path, type InputSchemas } from './fields'

/** An experiment spec as JSON: possibly incomplete or wrong while a person edits it. */
export type SpecDraft = Readonly<Record<string, unknown>>

export interface StudyTemplate {
  /** File name without its ending, e.g. `figure-4-needle`. */
  readonly id: string
  readonly title: string
  readonly description: string
  /** Paths in it are absolute. */
  readonly spec: SpecDraft
}

export interface SpecIssue {
  /** Where in the spec, e.g. `tasks.0.text`; empty for the whole. */
  readonly where: string
  readonly message: string
  readonly level: 'error' | 'warning'
}

export interface StudyPlan {
  /** Nothing but `issues` is known while one of them is an error. */
  readonly issues: readonly SpecIssue[]
  readonly cells: number
  /** To be evaluated: prompts that share a prefix read it once. */
  readonly tokens: number
  /** In the order they run. */
  readonly sessions: readonly PlannedSession[]
  /** From what this machine has measured before, or null. */
  readonly estimatedMs: number | null
  readonly diskBytes: number
  /** Of the most demanding model and context. */
  readonly memory: MemoryEstimate | null
}

/** Cells of one model, context and extension. */
export interface PlannedSession {
  /** As results name it. */
  readonly model: string
  readonly contextTokens: number
  readonly extension: string
  readonly cells: number
  readonly tokens: number
  readonly estimatedMs: number | null
  readonly memory: MemoryEstimate
  /** A run refuses its cells, since memory does not suffice. */
  readonly isRefused: boolean
}

export interface SavedSpec {
  readonly path: string
  readonly spec: SpecDraft
}

/** What a JSON file is, by what stands in it. */
export type OpenedJson =
  | ({ readonly kind: 'spec' } & SavedSpec)
  /** The config.json of a model, or a part of one: its text, to be taken up as an extension. */
  | { readonly kind: 'settings'; readonly path: string; readonly text: string }

export interface SetupApi {
  listTemplates(input: Record<string, never>): Promise<readonly StudyTemplate[]>
  planStudy(input: { spec: SpecDraft }): Promise<StudyPlan>
  /**
   * Lets a person choose a file, or takes `path`; null when they change their mind. Paths of a spec come out absolute. Another
   * file than a spec or settings is refused.
   */
  openSpec(input: { path: string | null }): Promise<OpenedJson | null>
  /** Writes to `path`, or asks where; paths are made relative to the file. */
  saveSpec(input: { spec: SpecDraft; path: string | null }): Promise<SavedSpec | null>
  /** Kept across crashes and restarts, until it is replaced. */
  keepDraft(input: { spec: SpecDraft | null; path: string | null; dirty: boolean }): Promise<void>
  readDraft(input: Record<string, never>): Promise<KeptDraft | null>
  chooseText(input: Record<string, never>): Promise<string | null>
  /** A JSON file of frequencies or factors, for `custom` and `longrope`. */
  chooseFrequencies(input: Record<string, never>): Promise<string | null>
  /** Text of such a file. */
  readFrequencies(input: { path: string }): Promise<string>
}

export interface KeptDraft {
  readonly spec: SpecDraft
  readonly path: string | null
  readonly dirty: boolean
}

const spec = z.record(identifier, z.unknown())

export const setupInputs: InputSchemas<SetupApi> = {
  listTemplates: z.strictObject({}),
  planStudy: z.strictObject({ spec }),
  openSpec: z.strictObject({ path: path.nullable() }),
  saveSpec: z.strictObject({ spec, path: path.nullable() }),
  keepDraft: z.strictObject({ spec: spec.nullable(), path: path.nullable(), dirty: z.boolean() }),
  readDraft: z.strictObject({}),
  chooseText: z.strictObject({}),
  chooseFrequencies: z.strictObject({}),
  readFrequencies: z.strictObject({ path }),
}

/** The application around the views: settings, engine, files handed over by the system, exports. */
import { z } from 'zod'
import type { BackendChoice, EngineDescription } from '../engine'
import type { WireError } from '../errors'
import { path, type InputSchemas } from './fields'

export const themes = ['system', 'light', 'dark'] as const
export const languages = ['system', 'en', 'zh-CN'] as const

export interface Settings {
  readonly theme: (typeof themes)[number]
  readonly language: (typeof languages)[number]
  readonly backend: BackendChoice
  /** 0 lets the engine choose. */
  readonly threads: number
  /** Bytes; 0 is what is free. */
  readonly memoryLimitBytes: number
  readonly dataFolder: string
}

export type EngineState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly description: EngineDescription }
  /** It is started again by the next call that needs it. */
  | { readonly kind: 'lost'; readonly error: WireError }

export interface StartFacts {
  readonly appVersion: string
  readonly platform: string
  /** BCP 47, of the system. */
  readonly systemLanguage: string
  readonly settings: Settings
  readonly recentPaths: readonly string[]
  /** Files to open at once: arguments and double clicks. */
  readonly openPaths: readonly string[]
  /** The last session ended without saying so. */
  readonly endedUnexpectedly: boolean
}

export interface LicenceText {
  readonly name: string
  readonly version: string
  readonly licence: string
}

/** Entries of the menu that the renderer carries out; roles are the system's. */
export const menuCommands = [
  'open',
  'save',
  'save-as',
  'export-report',
  'undo',
  'redo',
  'command-palette',
  'show-models',
  'show-setup',
  'show-run',
  'show-results',
  'show-attention',
  'show-settings',
  'show-help',
  'start-run',
  'cancel-run',
] as const
export type MenuCommand = (typeof menuCommands)[number]

export const figureFormats = ['png', 'svg', 'csv'] as const

export interface AppApi {
  readStart(input: Record<string, never>): Promise<StartFacts>
  writeSettings(input: Partial<Settings>): Promise<Settings>
  chooseDataFolder(input: Record<string, never>): Promise<Settings>
  /** Lets a person choose files of any kind that the window opens; an empty list when they change their mind. */
  chooseFiles(input: Record<string, never>): Promise<readonly string[]>
  readEngine(input: Record<string, never>): Promise<EngineState>
  restartEngine(input: Record<string, never>): Promise<EngineState>
  listLicences(input: Record<string, never>): Promise<readonly LicenceText[]>
  /** Asks where to, writes, and answers with the path; null when a person changes their mind. */
  saveFigure(input: {
    suggestedName: string
    format: (typeof figureFormats)[number]
    bytes: Uint8Array
  }): Promise<string | null>
  showInFolder(input: { path: string }): Promise<void>
  /** Unsaved changes are asked about before the window closes. */
  setUnsaved(input: { unsaved: boolean }): Promise<void>
}

export interface AppEvents {
  menuCommand: MenuCommand
  openPath: { readonly path: string }
  settingsChanged: Settings
  engineChanged: EngineState
}

const suggestedName = z.string().min(1).max(200)

export const appInputs: InputSchemas<AppApi> = {
  readStart: z.strictObject({}),
  writeSettings: z.strictObject({
    theme: z.enum(themes).optional(),
    language: z.enum(languages).optional(),
    backend: z.enum(['auto', 'cuda', 'metal', 'vulkan', 'cpu']).optional(),
    threads: z.int().min(0).max(1024).optional(),
    memoryLimitBytes: z.number().min(0).optional(),
    dataFolder: path.optional(),
  }) as z.ZodType<Partial<Settings>>,
  chooseDataFolder: z.strictObject({}),
  chooseFiles: z.strictObject({}),
  readEngine: z.strictObject({}),
  restartEngine: z.strictObject({}),
  listLicences: z.strictObject({}),
  saveFigure: z.strictObject({
    suggestedName,
    format: z.enum(figureFormats),
    bytes: z.instanceof(Uint8Array),
  }),
  showInFolder: z.strictObject({ path }),
  setUnsaved: z.strictObject({ unsaved: z.boolean() }),
}

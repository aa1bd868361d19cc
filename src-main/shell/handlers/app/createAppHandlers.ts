/** The application around the views: how it started, its settings, its engine, figures to keep. */
import type { AppApi, Settings, StartFacts } from '../../../contract'
import type { WindowEngine } from '../../engine/WindowEngine'
import type { RecentFiles } from '../../state/RecentFiles'
import type { SettingsFile } from '../../state/SettingsFile'
import { anyKind } from '../fileKinds'
import type { ApiHandlers, HandlerPorts } from '../ports'
import { readLicences } from './readLicences'
import { saveFigure } from './saveFigure'

export interface AppPorts extends Pick<HandlerPorts, 'dialogs' | 'emit' | 'appVersion'> {
  readonly settings: SettingsFile
  readonly recent: RecentFiles
  readonly engine: WindowEngine
  readonly startFacts: Pick<StartFacts, 'platform' | 'systemLanguage' | 'endedUnexpectedly'>
  /** Files to open that nobody has taken yet; asked for once per page. */
  readonly takeOpenPaths: () => string[]
  /** Where the build lists the packages it contains. */
  readonly licencesPath: string
  readonly showInFolder: (path: string) => void
  readonly setUnsaved: (unsaved: boolean) => void
}

export function createAppHandlers(ports: AppPorts): ApiHandlers<AppApi> {
  const { settings, engine, emit } = ports

  /** Another backend counts from the next start of the engine: a run in work keeps the one it began with. */
  async function changeSettings(changes: Partial<Settings>): Promise<Settings> {
    const changed = await settings.change(changes)
    emit('settingsChanged', changed)
    return changed
  }

  return {
    readStart: async () => ({
      ...ports.startFacts,
      appVersion: ports.appVersion,
      settings: settings.current,
      recentPaths: ports.recent.paths,
      openPaths: ports.takeOpenPaths(),
    }),
    writeSettings: (changes) => changeSettings(changes),
    chooseDataFolder: async () => {
      const chosen = await ports.dialogs.chooseFolder({ startPath: settings.current.dataFolder })
      return chosen === null ? settings.current : changeSettings({ dataFolder: chosen })
    },
    chooseFiles: () => ports.dialogs.chooseFiles({ kinds: [anyKind], multiple: true }),
    readEngine: async () => engine.state,
    restartEngine: () => engine.restart(),
    listLicences: () => readLicences(ports.licencesPath),
    saveFigure: (figure) => saveFigure(figure, ports.dialogs),
    showInFolder: async ({ path }) => ports.showInFolder(path),
    setUnsaved: async ({ unsaved }) => ports.setUnsaved(unsaved),
  }
}

/** What menu, palette and shortcuts carry out in every view: views and appearance, the set-up, the run, files. */
import { client } from '../../client'
import { useCommands, type Command } from '../../commands'
import { endTyping } from '../../commands/fieldEditing'
import { useMessages } from '../../i18n'
import { openFiles } from '../../opening'
import { useEngine } from '../../stores/engine'
import { useNavigation, viewNames } from '../../stores/navigation'
import { useNotices } from '../../stores/notices'
import { useRun } from '../../stores/run'
import { useSettings } from '../../stores/settings'
import { useSetup } from '../../stores/setup'
import { views } from '../index'

export function useFrameCommands(): void {
  useCommands([
    ...listViewCommands(),
    ...listAppearanceCommands(),
    ...listSetupCommands(),
    ...listRunCommands(),
  ])
}

function listViewCommands(): Command[] {
  const navigation = useNavigation()
  const engine = useEngine()
  const notices = useNotices()
  const { t } = useMessages()
  return [
    ...viewNames
      .filter((name) => views[name] !== undefined)
      .map((name) => ({
        id: `show-${name}`,
        title: () => t('shell.command.go', { view: t(`shell.view.${name}`) }),
        run: () => navigation.show(name),
      })),
    {
      id: 'open',
      title: () => t('shell.command.open'),
      run: () => notices.attempt(async () => openFiles(await client.app.chooseFiles({}))),
    },
    { id: 'engine-restart', title: () => t('shell.command.restartEngine'), run: () => engine.restart() },
  ]
}

function listAppearanceCommands(): Command[] {
  const settings = useSettings()
  const notices = useNotices()
  const { t } = useMessages()
  const change = (changes: Parameters<typeof settings.change>[0]) => () =>
    notices.attempt(() => settings.change(changes))
  return [
    { id: 'theme-light', title: () => t('shell.command.themeLight'), run: change({ theme: 'light' }) },
    { id: 'theme-dark', title: () => t('shell.command.themeDark'), run: change({ theme: 'dark' }) },
    { id: 'theme-system', title: () => t('shell.command.themeSystem'), run: change({ theme: 'system' }) },
    { id: 'language-en', title: () => t('shell.command.languageEnglish'), run: change({ language: 'en' }) },
    {
      id: 'language-zh',
      title: () => t('shell.command.languageChinese'),
      run: change({ language: 'zh-CN' }),
    },
  ]
}

/** The set-up in work can be saved and started wherever a person is; closing the window asks for it, too. */
function listSetupCommands(): Command[] {
  const setup = useSetup()
  const run = useRun()
  const navigation = useNavigation()
  const notices = useNotices()
  const { t } = useMessages()
  const start = async () => {
    endTyping()
    if (!setup.startable) return
    await setup.start()
    navigation.show('run')
  }
  const save = (where: 'same' | 'new') => {
    endTyping()
    return setup.save(where)
  }
  return [
    {
      id: 'save',
      title: () => t('shell.command.save'),
      enabled: () => !setup.blank,
      run: () => notices.attempt(() => save('same')),
    },
    {
      id: 'save-as',
      title: () => t('shell.command.saveAs'),
      enabled: () => !setup.blank,
      run: () => notices.attempt(() => save('new')),
    },
    {
      id: 'start-run',
      title: () => t('shell.command.startRun'),
      enabled: () => setup.startable && run.isOver,
      run: () => notices.attempt(start),
    },
  ]
}

function listRunCommands(): Command[] {
  const run = useRun()
  const notices = useNotices()
  const { t } = useMessages()
  return [
    {
      id: 'run-pause',
      title: () => t('shell.command.pauseRun'),
      enabled: () => run.canPause,
      run: () => notices.attempt(run.pause),
    },
    {
      id: 'run-continue',
      title: () => t('shell.command.continueRun'),
      enabled: () => run.canGoOn,
      run: () => notices.attempt(run.goOn),
    },
    {
      id: 'cancel-run',
      title: () => t('shell.command.cancelRun'),
      enabled: () => !run.isOver,
      run: () => notices.attempt(run.cancel),
    },
  ]
}

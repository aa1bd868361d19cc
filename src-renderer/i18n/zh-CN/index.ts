import { attention } from './attention'
import { common } from './common'
import { help } from './help'
import { models } from './models'
import { results } from './results'
import { run } from './run'
import { settings } from './settings'
import { setup } from './setup'
import { shell } from './shell'
import type { en } from '../en'
import type { Wording } from '../wording'

export const zhCN: Wording<typeof en> = {
  common,
  shell,
  models,
  setup,
  run,
  results,
  attention,
  settings,
  help,
}

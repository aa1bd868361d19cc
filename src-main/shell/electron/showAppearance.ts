/** Theme and menu as the settings have them now. */
import { Menu, nativeTheme } from 'electron'
import type { Settings } from '../../contract'
import { buildMenuTemplate, type MenuParts } from './menuTemplate'

export interface Appearance extends Omit<MenuParts, 'platform'> {
  readonly theme: Settings['theme']
}

export function showAppearance({ theme, ...parts }: Appearance): void {
  nativeTheme.themeSource = theme
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenuTemplate({ ...parts, platform: process.platform })))
}

/** Where the program keeps what it learns of a machine: the folder that Electron gives the window, found without Electron. */
import { join } from 'node:path'

export interface UserPlaces {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** As `app.getPath('userData')` of an application named ropewalk (Electron's documentation of `appData`). */
export function findUserData({ platform, home, variables }: UserPlaces): string {
  switch (platform) {
    case 'win32':
      return join(variables.APPDATA ?? join(home, 'AppData', 'Roaming'), 'ropewalk')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'ropewalk')
    default:
      return join(variables.XDG_CONFIG_HOME ?? join(home, '.config'), 'ropewalk')
  }
}

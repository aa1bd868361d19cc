/** Paths tell who somebody is and what they work on: a log that may be sent away names files without their folders. */
import { homedir, userInfo } from 'node:os'

/** Absolute paths of either system keep their last part: `/home/ann/models/a.gguf` becomes `<...>/a.gguf`. */
export function redactPaths(text: string): string {
  return text.replace(absolutePath, (path) => {
    const last = path.split(/[\\/]/).at(-1) ?? ''
    return last === '' || path === homedir() || last === userInfo().username ? '<...>' : `<...>/${last}`
  })
}

/** A drive, a share or a root, then at least two parts; `app://` and `node:` addresses are not paths. */
const absolutePath =
  /(?<![\w:/.>])(?:[A-Za-z]:[\\/]|\\\\|\/)(?:[^\s\\/:*?"<>|'()]+[\\/])+[^\s\\/:*?"<>|'()]*/g

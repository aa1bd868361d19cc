/** The only file that loads the C++ addon. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isErrorCode, RopewalkError } from '../contract'
import type { NativeAddon } from './addonTypes'

const ADDON_FILE = join('build', 'native', 'Release', 'ropewalk.node')

/** The addon of this build; throws `engine.unavailable` where it is missing or cannot be loaded. */
export function loadAddon(): NativeAddon {
  const path = findAddon()
  try {
    return createRequire(import.meta.url)(path) as NativeAddon
  } catch (cause) {
    throw new RopewalkError(
      'engine.unavailable',
      `The observer addon cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}. Expected a build for this system. Run \`npm run build:native\`.`,
    )
  }
}

/** Sources and bundles lie at different depths below the folder that holds `build/`. */
function findAddon(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const candidate = join(folder, ADDON_FILE)
    if (existsSync(candidate)) return candidate
    const parent = dirname(folder)
    if (parent === folder) break
    folder = parent
  }
  throw new RopewalkError(
    'engine.unavailable',
    `The observer addon is not built: ${ADDON_FILE} is missing. Expected it above the program. Run \`npm run build:native\`.`,
  )
}

/** An error of the addon as the product's own: native rejections carry `code`. */
export function toRopewalkError(thrown: unknown): unknown {
  if (thrown instanceof RopewalkError || !(thrown instanceof Error)) return thrown
  const code: unknown = 'code' in thrown ? thrown.code : undefined
  return isErrorCode(code) ? new RopewalkError(code, thrown.message) : thrown
}

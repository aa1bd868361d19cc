/** Where runs write, and where unfinished ones are looked for: the data folder, and the last targets outside it. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { listUnfinishedTargets } from '../../../store'
import { createKeptJson, type KeptJson } from '../../../store'

const MOST_TARGETS = 20

/** `<title> <date> <time>.ropewalk` in the data folder, and a number where that is taken. */
export function nameTarget(dataFolder: string, title: string, nowMs: number): string {
  // Swedish local time reads 2026-11-24 13:05:01, which sorts by age.
  const stamp = new Date(nowMs).toLocaleString('sv-SE').replaceAll(':', '')
  const name = `${toFileName(title)} ${stamp}`
  for (let copy = 1; ; copy++) {
    const path = join(dataFolder, `${copy === 1 ? name : `${name} ${copy}`}.ropewalk`)
    if (!existsSync(path) && !existsSync(`${path}.journal`)) return path
  }
}

/** What every system takes as a file's name. */
function toFileName(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return name.slice(0, 60).replace(/[ .]+$/, '') || 'experiment'
}

export class RecentTargets {
  readonly #file: KeptJson<string[]>

  /** @param userData folder of what the window keeps for itself */
  constructor(userData: string) {
    this.#file = createKeptJson(join(userData, 'recent-targets.json'), z.array(z.string()))
  }

  /** Targets with a journal beside them, each once. */
  async listUnfinished(dataFolder: string): Promise<string[]> {
    const folders = [dataFolder, ...((await this.#file.read()) ?? []).map((target) => dirname(target))]
    const found = await Promise.all([...new Set(folders)].map(listUnfinishedTargets))
    return found.flat()
  }

  async remember(target: string): Promise<void> {
    const others = ((await this.#file.read()) ?? []).filter((known) => known !== target)
    await this.#file.write([target, ...others].slice(0, MOST_TARGETS))
  }
}

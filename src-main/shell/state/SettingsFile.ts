/** The person's settings, kept as JSON. Values that are missing or cannot be understood are the defaults. */
import { join } from 'node:path'
import { appInputs, type Settings } from '../../contract'
import { createKeptJson, type KeptJson } from '../../store'

export class SettingsFile {
  readonly #kept: KeptJson<Partial<Settings>>
  #current: Settings

  private constructor(kept: KeptJson<Partial<Settings>>, current: Settings) {
    this.#kept = kept
    this.#current = current
  }

  static async open(userData: string, defaultDataFolder: string): Promise<SettingsFile> {
    const kept = createKeptJson(join(userData, 'settings.json'), appInputs.writeSettings)
    return new SettingsFile(kept, { ...toDefaults(defaultDataFolder), ...(await kept.read()) })
  }

  get current(): Settings {
    return this.#current
  }

  async change(changes: Partial<Settings>): Promise<Settings> {
    this.#current = { ...this.#current, ...changes }
    await this.#kept.write(this.#current)
    return this.#current
  }
}

function toDefaults(dataFolder: string): Settings {
  return { theme: 'system', language: 'system', backend: 'auto', threads: 0, memoryLimitBytes: 0, dataFolder }
}

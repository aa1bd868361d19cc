/** Small JSON files that the program keeps for itself: written whole or not at all. */
import { mkdirSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic, { sync as writeNow } from 'write-file-atomic'
import type { ZodType } from 'zod'

export interface KeptJson<T> {
  /** Null where nothing is kept, or nothing that can be understood: never a reason not to start. */
  read(): Promise<T | null>
  write(value: T): Promise<void>
  /** For a last word of a process that is about to end and waits for nobody. */
  writeNow(value: T): void
  remove(): Promise<void>
}

export function createKeptJson<T>(path: string, schema: ZodType<T>): KeptJson<T> {
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch(() => null)
      return text === null ? null : parse(text, schema)
    },
    write: async (value) => {
      await mkdir(dirname(path), { recursive: true })
      await writeFileAtomic(path, toText(value))
    },
    writeNow: (value) => {
      mkdirSync(dirname(path), { recursive: true })
      writeNow(path, toText(value))
    },
    remove: () => rm(path, { force: true }),
  }
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function parse<T>(text: string, schema: ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

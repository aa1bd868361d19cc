/** The experiments that are open in the window: files, and the run in work. Opening a file twice gives the same one. */
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { RopewalkError, type OpenedExperiment } from '../../../contract'
import { openExperiment, type StoredExperiment } from '../../../store'
import type { Emit, OpenExperiments } from '../ports'

interface ShelvedExperiment {
  readonly source: StoredExperiment
  /** The run that is still writing it. */
  readonly runId: string | null
}

export class ExperimentShelf implements OpenExperiments {
  readonly #emit: Emit
  readonly #entries = new Map<string, ShelvedExperiment>()
  readonly #opening = new Map<string, Promise<OpenedExperiment>>()

  constructor(emit: Emit) {
    this.#emit = emit
  }

  list(): OpenedExperiment[] {
    return [...this.#entries.keys()].map((id) => this.describe(id))
  }

  find(experimentId: string): StoredExperiment {
    return this.#entry(experimentId).source
  }

  /** @throws RopewalkError `input.invalid` for an id that is not open */
  describe(experimentId: string): OpenedExperiment {
    const { source, runId } = this.#entry(experimentId)
    const { path, manifest, cells, timings, warnings } = source
    return { experimentId, path, title: manifest.spec.title, manifest, cells, timings, warnings, runId }
  }

  findId(path: string): string | null {
    const wanted = resolve(path)
    return [...this.#entries].find(([, { source }]) => resolve(source.path) === wanted)?.[0] ?? null
  }

  /** @throws RopewalkError as `openExperiment` */
  open(path: string): Promise<OpenedExperiment> {
    const id = this.findId(path)
    if (id !== null) return Promise.resolve(this.describe(id))
    const wanted = resolve(path)
    const opening = this.#opening.get(wanted) ?? this.#openFile(wanted)
    this.#opening.set(wanted, opening)
    return opening
  }

  /** Another state of an experiment takes the place of the one before. */
  async put(experimentId: string, source: StoredExperiment, runId: string | null): Promise<void> {
    const before = this.#entries.get(experimentId)
    this.#entries.set(experimentId, { source, runId })
    this.#emit('experimentChanged', { experimentId })
    if (before?.source !== source) await before?.source.close()
  }

  /** Lets go of the file, so that it can be replaced; the experiment stays open. */
  async release(experimentId: string): Promise<void> {
    await this.#entries.get(experimentId)?.source.close()
  }

  /** @throws RopewalkError `input.invalid` for an id that is not open, and for a run in work */
  async close(experimentId: string): Promise<void> {
    const { source, runId } = this.#entry(experimentId)
    if (runId !== null)
      throw new RopewalkError(
        'input.invalid',
        `Experiment that is being written: ${source.path}. Expected a finished one. Cancel the run first.`,
        { experimentId },
      )
    await this.remove(experimentId)
  }

  /** What it was read from is gone, or nobody wants it any more. */
  async remove(experimentId: string): Promise<void> {
    const { source } = this.#entry(experimentId)
    this.#entries.delete(experimentId)
    this.#emit('experimentChanged', { experimentId })
    await source.close()
  }

  async #openFile(path: string): Promise<OpenedExperiment> {
    try {
      const experimentId = randomUUID()
      this.#entries.set(experimentId, { source: await openExperiment(path), runId: null })
      return this.describe(experimentId)
    } finally {
      this.#opening.delete(path)
    }
  }

  #entry(experimentId: string): ShelvedExperiment {
    const entry = this.#entries.get(experimentId)
    if (entry !== undefined) return entry
    throw new RopewalkError(
      'input.invalid',
      `Experiment that is not open: ${experimentId}. Expected an open one. Open its file again.`,
      { experimentId },
    )
  }
}

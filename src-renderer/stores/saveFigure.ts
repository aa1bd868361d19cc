/** A figure or its data as a file, where the person says. */
import type { figureFormats } from '@contract'
import { client } from '../client'

export function saveFigure(
  suggestedName: string,
  format: (typeof figureFormats)[number],
  bytes: Uint8Array,
): Promise<string | null> {
  return client.app.saveFigure({ suggestedName, format, bytes })
}

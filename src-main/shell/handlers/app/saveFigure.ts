import writeFileAtomic from 'write-file-atomic'
import type { figureFormats } from '../../../contract'
import { toTargetError } from '../../../store'
import type { Dialogs, FileKind } from '../ports'

type FigureFormat = (typeof figureFormats)[number]

const kinds: Readonly<Record<FigureFormat, FileKind>> = {
  png: { name: 'PNG', extensions: ['png'] },
  svg: { name: 'SVG', extensions: ['svg'] },
  csv: { name: 'CSV', extensions: ['csv'] },
}

export interface Figure {
  readonly suggestedName: string
  readonly format: FigureFormat
  readonly bytes: Uint8Array
}

/** Asks where to and writes; null when a person changes their mind. @throws RopewalkError `target.*`, `disk.full` */
export async function saveFigure(figure: Figure, dialogs: Dialogs): Promise<string | null> {
  const { suggestedName, format, bytes } = figure
  const path = await dialogs.chooseTarget({ kinds: [kinds[format]], suggestedPath: suggestedName })
  if (path === null) return null
  try {
    await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return path
  } catch (thrown) {
    throw toTargetError(thrown, path)
  }
}

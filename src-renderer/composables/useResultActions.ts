/** What figures of an open experiment can do: lead to attention, and be saved. */
import type { Cell } from '@contract'
import type { Figure } from '@report/document/model'
import { client } from '../client'
import type { FigureActions, FigureExport } from '../components/document'
import { drawPng } from '../figure/drawPng'
import { useExperiments } from '../stores/experiments'
import { useNavigation } from '../stores/navigation'
import { useNotices } from '../stores/notices'

export function useResultActions(experimentId: () => string | null): FigureActions {
  const experiments = useExperiments()
  const navigation = useNavigation()
  const notices = useNotices()

  function findCell(cellId: string): Cell | undefined {
    const id = experimentId()
    return id === null ? undefined : experiments.findCell(id, cellId)
  }

  function openCell(cellId: string): void {
    const id = experimentId()
    if (id !== null) navigation.openAttention({ experimentId: id, cellId })
  }

  function save(figure: Figure, format: FigureExport): Promise<void> {
    const id = experimentId()
    return notices.attempt(async () => {
      if (id === null) return
      const bytes = await encode(id, figure, format)
      await client.app.saveFigure({
        suggestedName: `${figure.id}.${format.kind}`,
        format: format.kind,
        bytes,
      })
    })
  }

  return { findCell, openCell, save }
}

async function encode(experimentId: string, figure: Figure, format: FigureExport): Promise<Uint8Array> {
  if (format.kind === 'csv')
    return toBytes(await client.results.writeFigureData({ experimentId, figureId: figure.id }))
  const drawing = await client.results.drawFigure({ experimentId, figureId: figure.id })
  return format.kind === 'svg' ? toBytes(drawing.svg) : drawPng(drawing, format.dotsPerInch)
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Saves a map where the person says. */
import {
  writeCsv,
  writePng,
  writeSvg,
  type FigureKey,
  type Scene,
  type SceneStyle,
  type ValueTile,
} from '../../attention/map'
import type { Translate } from '../../i18n'
import { saveFigure } from '../../stores/saveFigure'

export type FigureChoice =
  | { readonly format: 'png'; readonly dotsPerInch: number }
  | { readonly format: 'svg' }
  | { readonly format: 'csv' }
  | { readonly format: 'clipboard' }

const resolutions = [96, 150, 300, 600] as const
export type SaveItem = `png-${(typeof resolutions)[number]}` | 'svg' | 'csv' | 'clipboard'

/** Entries of the save menu. */
export function listSaveItems(t: Translate): { readonly id: SaveItem; readonly label: string }[] {
  return [
    ...resolutions.map((dotsPerInch) => ({
      id: `png-${dotsPerInch}` as const,
      label: t('attention.save.png', { dotsPerInch }),
    })),
    { id: 'svg', label: t('attention.save.svg') },
    { id: 'csv', label: t('attention.save.csv') },
    { id: 'clipboard', label: t('attention.save.clipboard') },
  ]
}

export function toFigureChoice(id: SaveItem): FigureChoice {
  if (id === 'svg' || id === 'csv' || id === 'clipboard') return { format: id }
  return { format: 'png', dotsPerInch: Number(id.slice('png-'.length)) }
}

export interface MapFigure {
  readonly scene: Scene
  readonly style: SceneStyle
  /** What is in sight at its finest. */
  readonly tile: ValueTile
  readonly title: string
  readonly key: FigureKey
}

export async function saveMap(choice: FigureChoice, figure: MapFigure): Promise<void> {
  // Cells parted by tabs are what spreadsheets take.
  if (choice.format === 'clipboard')
    return navigator.clipboard.writeText(
      new TextDecoder().decode(writeCsv(figure.tile)).replaceAll(',', '\t'),
    )
  const name = `attention ${figure.title}`.replaceAll(/[^\p{L}\p{N}.=-]+/gu, '-')
  await saveFigure(`${name}.${choice.format}`, choice.format, await write(choice, figure))
}

function write(
  choice: Exclude<FigureChoice, { format: 'clipboard' }>,
  { scene, style, tile, key }: MapFigure,
) {
  switch (choice.format) {
    case 'png':
      return writePng(scene, style, key, choice.dotsPerInch)
    case 'svg':
      return writeSvg(scene, style, key)
    case 'csv':
      return writeCsv(tile)
  }
}

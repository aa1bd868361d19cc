/** What the figures of a document can do beyond being looked at; the view that shows the document provides it. */
import type { Cell } from '@contract'
import type { Figure } from '@report/document/model'
import { inject, provide, type InjectionKey } from 'vue'

/** PNG at so many dots per inch, or the drawing, or the numbers. */
export type FigureExport =
  { readonly kind: 'png'; readonly dotsPerInch: number } | { readonly kind: 'svg' } | { readonly kind: 'csv' }

export interface FigureActions {
  findCell(cellId: string): Cell | undefined
  /** Shows the attention of an answer. */
  openCell(cellId: string): void
  save(figure: Figure, format: FigureExport): Promise<void>
}

const key: InjectionKey<FigureActions> = Symbol('figureActions')

export function provideFigureActions(actions: FigureActions): void {
  provide(key, actions)
}

/** Null where figures are only looked at. */
export function useFigureActions(): FigureActions | null {
  return inject(key, null)
}

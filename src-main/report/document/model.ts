/**
 * A report before it has a format: sections of text, tables and figures as plain data.
 * Numbers stay numbers; a format rounds them by the digits its column names.
 */
import type { Verdict } from '../../contract'
import type { ChartData, SeriesStyle } from '../charts'

export interface ReportDocument {
  readonly title: string
  /** Empty where nobody is named. */
  readonly authors: readonly string[]
  readonly description: string | null
  /** What stands under the title: models, cells, date. */
  readonly facts: readonly Fact[]
  readonly sections: readonly Section[]
  /** What it is computed from: of a run in work, a part of the plan. */
  readonly cells: { readonly planned: number; readonly done: number; readonly failed: number }
}

export interface Section {
  /** Stable anchor, lower-case letters and dashes. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'findings'; readonly findings: readonly FindingBlock[] }
  | { readonly kind: 'table'; readonly table: Table; readonly presentation: 'open' | 'folded' }
  | { readonly kind: 'code'; readonly title: string; readonly text: string }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'references'; readonly references: readonly ReferenceEntry[] }

export interface Fact {
  readonly name: string
  readonly value: string
  /** Hashes, spec strings and paths are set in a fixed width. */
  readonly style?: 'code'
}

export interface FindingBlock {
  readonly title: string
  /** What the finding says, in plain words. */
  readonly claim: string
  readonly verdict: Verdict
  readonly sentence: string
}

export interface Column {
  readonly name: string
  /** Heading over neighbouring columns with the same group; empty for none. */
  readonly group: string
  /** Empty for counts and words. */
  readonly unit: string
  readonly style: 'text' | 'code' | 'number'
  /** Digits after the point of numbers. */
  readonly digits: number
}

export type TableValue = string | number | null

export interface Table {
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly TableValue[])[]
}

export interface Panel {
  readonly title: string
  readonly chart: ChartData
}

export interface LegendEntry {
  readonly label: string
  readonly style: SeriesStyle
}

export interface Figure {
  /** Stable within the document. */
  readonly id: string
  readonly title: string
  /** What is drawn, over what it is averaged, n. */
  readonly caption: string
  readonly panels: readonly Panel[]
  readonly legend: readonly LegendEntry[]
  /** The same numbers as text. */
  readonly table: Table
}

export interface ReferenceEntry {
  /** As cited in TeX. */
  readonly key: string
  /** `Family, Given`, or a name that is one; `others` at the end for a longer list. */
  readonly authors: readonly string[]
  readonly title: string
  /** Absent where it is the arXiv alone. */
  readonly venue?: Venue
  readonly year: number
  readonly arxiv?: string
  readonly doi?: string
  readonly url?: string
}

export type Venue =
  | { readonly kind: 'journal'; readonly name: string; readonly volume: string }
  | { readonly kind: 'proceedings' | 'book' | 'web'; readonly name: string }

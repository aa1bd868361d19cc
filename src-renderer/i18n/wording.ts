/** Types that keep the languages complete: English is the source, every other language must have its keys. */
import type { en } from './en'

/** The same keys with other words. */
export type Wording<T> = { readonly [K in keyof T]: T[K] extends string ? string : Wording<T[K]> }

type LeafPath<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${LeafPath<T[K]>}`
}[keyof T & string]

/** Every key there is, e.g. `models.title`. */
export type MessageKey = LeafPath<typeof en>

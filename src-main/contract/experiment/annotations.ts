/** What an analyst adds to an experiment after it ran: `annotations.json`. Text is text: it is never read as HTML or Markdown. */
import { z } from 'zod'

const name = z.string().min(1).max(200)
const index = z.int().min(0)

/** Where in an experiment something is; what is null is not narrowed down. */
const placeSchema = z.looseObject({
  cellId: z.string().max(1000).nullable(),
  layer: index.nullable(),
  head: index.nullable(),
  queryPosition: index.nullable(),
  keyPosition: index.nullable(),
})

const noteSchema = z.looseObject({
  id: name,
  text: z.string().max(20_000),
  place: placeSchema.nullable(),
  createdAt: z.iso.datetime(),
})

const headPinSchema = z.looseObject({
  /** Index into the spec's models. */
  model: index,
  layer: index,
  head: index,
  label: z.string().max(200),
})

/** A view as the window left it: which page, and its settings by name. */
const savedViewSchema = z.looseObject({
  id: name,
  name,
  page: name,
  settings: z.record(z.string().max(100), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

const bookmarkSchema = z.looseObject({ id: name, name, place: placeSchema })

export const annotationsSchema = z.looseObject({
  notes: z.array(noteSchema).max(10_000),
  headPins: z.array(headPinSchema).max(10_000),
  savedViews: z.array(savedViewSchema).max(1000),
  bookmarks: z.array(bookmarkSchema).max(10_000),
})

export type Annotations = z.infer<typeof annotationsSchema>

export const noAnnotations: Annotations = { notes: [], headPins: [], savedViews: [], bookmarks: [] }

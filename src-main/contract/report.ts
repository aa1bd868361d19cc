/** The layout of a report, as a person saves it and others use it for experiments of their own. */
import { z } from 'zod'

export const TEMPLATE_FORMAT = 'ropewalk-report-template'
export const TEMPLATE_VERSION = 1

/** Every section a report may have, in the order it stands in without a choice. */
export const sectionIds = [
  'notes',
  'summary',
  'perplexity',
  'retrieval',
  'ruler',
  'entropy',
  'distance',
  'divergence',
  'retrieval-heads',
  'answer-sources',
  'findings',
  'not-improved',
  'settings',
  'provenance',
  'methods',
] as const

export type SectionId = (typeof sectionIds)[number]

/** A layer and a query head of it, both from 0. */
const headName = z.string().regex(/^L\d{1,4}H\d{1,4}$/, 'Expected a head such as L3H7.')

export const reportTemplateSchema = z.strictObject({
  format: z.literal(TEMPLATE_FORMAT),
  version: z.literal(TEMPLATE_VERSION),
  /** Instead of the experiment's. */
  title: z.string().min(1).max(200).optional(),
  authors: z.array(z.string().min(1).max(200)).max(100).default([]),
  /** Plain text; an empty line begins a paragraph. */
  notes: z.string().max(100_000).default(''),
  /** In this order; those an experiment has no data for are left out. All where absent. */
  sections: z.array(z.enum(sectionIds)).min(1).optional(),
  /** As written in the spec, in this order; all where absent. */
  extensions: z.array(z.string().min(1)).min(1).max(100).optional(),
  /** Heads drawn as lines of their own; all where absent. */
  heads: z.array(headName).min(1).max(1000).optional(),
})

export type ReportTemplate = z.infer<typeof reportTemplateSchema>

/** Everything, as the experiment says it. */
export const plainTemplate: ReportTemplate = reportTemplateSchema.parse({
  format: TEMPLATE_FORMAT,
  version: TEMPLATE_VERSION,
})

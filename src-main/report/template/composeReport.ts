/** A report as a person laid it out: what of the experiment is shown, in which order, and what they say about it. */
import { RopewalkError, type ReportTemplate } from '../../contract'
import type { ExperimentContents } from '../contents'
import { composeDocument } from '../document/composeDocument'
import type { Fact, ReportDocument, Section } from '../document/model'
import { narrowContents } from './narrowContents'

/** @throws RopewalkError `input.invalid` where nothing of the experiment is chosen */
export function composeReport(contents: ExperimentContents, template: ReportTemplate): ReportDocument {
  refuseForeignExtensions(contents, template)
  const report = composeDocument(contents, narrowContents(contents, template))
  return {
    ...report,
    title: template.title ?? report.title,
    authors: template.authors,
    facts: [...report.facts, ...listChoices(contents, template)],
    sections: arrange([...composeNotes(template.notes), ...report.sections], template.sections),
  }
}

function arrange(sections: readonly Section[], chosen: readonly string[] | undefined): readonly Section[] {
  if (chosen === undefined) return sections
  const order = [...new Set(chosen)]
  return order.flatMap((id) => sections.filter((section) => section.id === id))
}

/** Words of a person stay text: no markup in them takes effect in any format. */
function composeNotes(notes: string): Section[] {
  const paragraphs = notes
    .split(/\r?\n\s*\r?\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
  if (paragraphs.length === 0) return []
  const blocks = paragraphs.map((text) => ({ kind: 'paragraph' as const, text }))
  return [{ id: 'notes', title: 'Notes', blocks }]
}

/** A reader must see that results are left out. */
function listChoices(contents: ExperimentContents, { extensions }: ReportTemplate): Fact[] {
  if (extensions === undefined) return []
  const own = listExtensions(contents)
  const shown = own.filter((extension) => extensions.includes(extension))
  return [
    { name: 'Shown', value: `${shown.length} of ${own.length} extensions in tables and figures of results` },
  ]
}

function listExtensions({ manifest: { spec } }: ExperimentContents): string[] {
  return [...new Set([...spec.extensions, ...spec.models.flatMap(({ extensions }) => extensions ?? [])])]
}

function refuseForeignExtensions(contents: ExperimentContents, { extensions }: ReportTemplate): void {
  const own = listExtensions(contents)
  if (extensions === undefined || extensions.some((extension) => own.includes(extension))) return
  throw new RopewalkError(
    'input.invalid',
    `Extensions that this experiment lacks: ${extensions.join(' ')}. Expected one or more of ${own.join(' ')}. Change ` +
      'the template, or leave the choice out.',
    { extensions: extensions.join(' ') },
  )
}

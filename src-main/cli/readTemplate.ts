/** A report's layout from a template file and the flags that override it. */
import { plainTemplate, type ReportTemplate, type SectionId } from '../contract'
import { parseTemplate } from '../report'
import { readInputText } from './readInputText'

export interface TemplateOptions {
  readonly template?: string
  readonly title?: string
  readonly author?: readonly string[]
  /** File of plain text. */
  readonly notes?: string
  readonly sections?: readonly SectionId[]
  readonly extensions?: readonly string[]
  readonly heads?: readonly string[]
}

/** @throws RopewalkError `input.invalid` */
export async function readTemplate(options: TemplateOptions): Promise<ReportTemplate> {
  const { template: path, title, author, sections, extensions, heads } = options
  const base =
    path === undefined ? plainTemplate : parseTemplate(await readInputText(path, 'Report template'), path)
  const notes = options.notes === undefined ? base.notes : await readInputText(options.notes, 'Notes')
  const chosen = {
    ...base,
    notes,
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { authors: author }),
    ...(sections === undefined ? {} : { sections }),
    ...(extensions === undefined ? {} : { extensions }),
    ...(heads === undefined ? {} : { heads }),
  }
  return parseTemplate(JSON.stringify(chosen), 'the options')
}

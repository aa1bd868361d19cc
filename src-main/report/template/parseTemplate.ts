/** Reads a report template and says in one line what is wrong with it. */
import { reportTemplateSchema, RopewalkError, type ReportTemplate } from '../../contract'

/** @param where what to call it in messages, e.g. the file's name @throws RopewalkError `input.invalid` */
export function parseTemplate(text: string, where: string): ReportTemplate {
  const parsed = reportTemplateSchema.safeParse(parseJson(text, where))
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  const field = first.path.length === 0 ? 'the file' : first.path.join('.')
  throw new RopewalkError(
    'input.invalid',
    `Wrong in report template ${where}, ${field}: ${first.message}. Expected the fields of docs/reports.md. Correct the file.`,
    { where, field, problems: parsed.error.issues.length },
  )
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new RopewalkError(
      'input.invalid',
      `Not JSON: ${where}. Expected a report template as JSON. Correct the file; docs/reports.md has an example.`,
      { where },
    )
  }
}

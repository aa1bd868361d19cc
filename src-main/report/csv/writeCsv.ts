/** A report as CSV: the results by extension and length in one file, every table of the report in a folder beside it. */
import { listTables } from '../document/listTables'
import type { ReportDocument, Table } from '../document/model'
import { textFile, type ReportFile } from '../file'
import { encodeCsv } from './encodeCsv'

export function writeCsv(report: ReportDocument, results: Table, name: string): ReportFile[] {
  return [
    textFile(`${name}.csv`, encodeCsv(results)),
    ...listTables(report).map((each) => textFile(`${name}-tables/${each.name}.csv`, encodeCsv(each.table))),
  ]
}

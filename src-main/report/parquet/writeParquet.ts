/** A report as Parquet: the results by extension and length in one file, every table of the report in a folder beside it. */
import { listTables } from '../document/listTables'
import type { ReportDocument, Table } from '../document/model'
import type { ReportFile } from '../file'
import { encodeParquet } from './encodeParquet'

export function writeParquet(report: ReportDocument, results: Table, name: string): ReportFile[] {
  return [
    { path: `${name}.parquet`, bytes: encodeParquet(results) },
    ...listTables(report).map((each) => ({
      path: `${name}-tables/${each.name}.parquet`,
      bytes: encodeParquet(each.table),
    })),
  ]
}

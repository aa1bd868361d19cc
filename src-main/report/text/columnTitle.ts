/** A column's full name where a head has one line: group, name and unit. */
import type { Column } from '../document/model'

export function columnTitle({ group, name, unit }: Column): string {
  const full = group === '' ? name : `${group} ${name}`
  return unit === '' ? full : `${full} (${unit})`
}

/** The same with names told apart where two columns have one title. */
export function columnTitles(columns: readonly Column[]): string[] {
  const seen = new Map<string, number>()
  return columns.map((column) => {
    const title = columnTitle(column)
    const times = (seen.get(title) ?? 0) + 1
    seen.set(title, times)
    return times === 1 ? title : `${title} ${times}`
  })
}

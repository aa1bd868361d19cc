/** Columns that several tables share, so that a quantity is named and rounded alike everywhere. */
import type { Column } from './model'

export function textColumn(name: string): Column {
  return { name, group: '', unit: '', style: 'text', digits: 0 }
}

export function codeColumn(name: string): Column {
  return { name, group: '', unit: '', style: 'code', digits: 0 }
}

export function countColumn(name: string, unit = ''): Column {
  return { name, group: '', unit, style: 'number', digits: 0 }
}

export function numberColumn(name: string, unit: string, digits: number): Column {
  return { name, group: '', unit, style: 'number', digits }
}

export const modelColumn: Column = textColumn('Model')
export const extensionColumn: Column = codeColumn('Extension')
export const contextColumn: Column = countColumn('Context', 'tokens')

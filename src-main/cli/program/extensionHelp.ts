/** The list of extensions in help texts, made from the table that computes them. */
import { extensionTable } from '../../core/rope'

interface ListedParameter {
  readonly key: string
  readonly fallback: number | null | undefined
  readonly meaning: string
}

/** One line per extension with its keys, then an indented line per key. */
export function describeExtensions(): string {
  const entries = Object.values(extensionTable).flatMap(({ kind, title, parameters }) => [
    `  ${kind.padEnd(12)} ${title}${parameters.length > 0 ? `; ${kind}:${parameters.map(toExample).join(',')}` : ''}`,
    ...parameters.map((parameter) => `${' '.repeat(17)}${describeParameter(parameter)}`),
  ])
  return [
    'Extensions (SPEC is a name, or name:key=value,key=value):',
    ...entries,
    '',
    'scale=auto is the context length over the trained length, 1 at least.',
  ].join('\n')
}

function toExample({ key }: ListedParameter): string {
  return `${key}=…`
}

function describeParameter({ key, fallback, meaning }: ListedParameter): string {
  const standard = fallback === undefined || fallback === null ? '' : ` (default ${fallback})`
  return `${key}: ${meaning}${standard}`
}

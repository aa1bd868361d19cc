/** Curves of a draft: tables with a name, which extensions of the draft take their numbers from. */
import { curveNameSchema, type SpecDraft } from '@contract'
import { findTableSource, formatExtensionSpec, parseExtensionSpec } from '@core/rope'
import { readExtension } from './extensionSpec'
import { readList, readRecord, readStrings, readText, setAt } from './specDraft'

export interface CurveDraft {
  readonly name: string
  readonly table: Readonly<Record<string, unknown>>
}

export function readCurves(draft: SpecDraft): CurveDraft[] {
  return readList(draft, 'curves').map((curve) => ({
    name: readText(curve, 'name'),
    table: readRecord(curve, 'table'),
  }))
}

/** `stem 1`, or the next number that no curve has. */
export function chooseCurveName(draft: SpecDraft, stem: string): string {
  const taken = readCurves(draft).map(({ name }) => name)
  const numbers = taken.map((_, index) => index + 1)
  return `${stem} ${numbers.find((number) => !taken.includes(`${stem} ${number}`)) ?? taken.length + 1}`
}

/** The draft with the curve, and with an extension that takes its numbers from it. */
export function addCurve(draft: SpecDraft, kind: 'custom' | 'longrope', curve: CurveDraft): SpecDraft {
  const withCurve = setAt(draft, ['curves', readCurves(draft).length], curve)
  const extensions = readStrings(draft, 'extensions')
  return setAt(withCurve, ['extensions', extensions.length], `${kind}:curve=${curve.name}`)
}

/** The curve of the extension at a place, and every extension that takes its numbers from it; a name of another curve changes nothing. */
export function renameCurve(draft: SpecDraft, index: number, name: string): SpecDraft {
  const from = sourceNameOf(readStrings(draft, 'extensions')[index])
  const to = name.trim()
  const isTaken = readCurves(draft).some((curve) => curve.name === to)
  if (from === null || isTaken || !curveNameSchema.safeParse(to).success) return draft
  const curves = readCurves(draft).map((curve) => (curve.name === from ? { ...curve, name: to } : curve))
  const rename = (specs: readonly string[]) =>
    specs.map((spec) => (sourceNameOf(spec) === from ? renameIn(spec, to) : spec))
  return mapExtensions(setAt(draft, ['curves'], curves), rename)
}

/** Without an extension of the place, and without its curve where no other extension takes it. */
export function removeExtension(draft: SpecDraft, index: number): SpecDraft {
  const name = sourceNameOf(readStrings(draft, 'extensions')[index])
  const without = setAt(draft, ['extensions', index], undefined)
  if (name === null || listSpecs(without).some((spec) => sourceNameOf(spec) === name)) return without
  const left = readCurves(without).filter((curve) => curve.name !== name)
  return setAt(without, ['curves'], left.length === 0 ? undefined : left)
}

/** Name of the curve that an extension takes its numbers from; null for every other. */
function sourceNameOf(spec: string): string | null {
  const extension = readExtension(spec)
  const source = extension === null ? null : findTableSource(extension)
  return source?.kind === 'curve' ? source.name : null
}

function renameIn(spec: string, curve: string): string {
  const extension = parseExtensionSpec(spec)
  return 'curve' in extension ? formatExtensionSpec({ ...extension, curve }) : spec
}

function listSpecs(draft: SpecDraft): string[] {
  const ofModels = readList(draft, 'models').flatMap((model) => readStrings(model, 'extensions'))
  return [...readStrings(draft, 'extensions'), ...ofModels]
}

function mapExtensions(draft: SpecDraft, map: (specs: readonly string[]) => string[]): SpecDraft {
  const mapped = setAt(draft, ['extensions'], map(readStrings(draft, 'extensions')))
  return readList(draft, 'models').reduce(
    (changed, model, index) =>
      Array.isArray(model.extensions)
        ? setAt(changed, ['models', index, 'extensions'], map(readStrings(model, 'extensions')))
        : changed,
    mapped,
  )
}

/** The part of an experiment whose results a template shows. */
import type { ReportTemplate } from '../../contract'
import type { ExperimentContents, HeadPlace } from '../contents'

/** Extensions that the experiment lacks are passed over: a template serves many experiments. */
export function narrowContents(
  contents: ExperimentContents,
  { extensions, heads }: ReportTemplate,
): ExperimentContents {
  const { manifest } = contents
  const choose = (own: readonly string[]) =>
    extensions === undefined ? [...own] : extensions.filter((extension) => own.includes(extension))
  const models = manifest.spec.models.map((model) =>
    model.extensions === undefined ? model : { ...model, extensions: choose(model.extensions) },
  )
  const spec = { ...manifest.spec, extensions: choose(manifest.spec.extensions), models }
  return {
    ...contents,
    manifest: { ...manifest, spec },
    ...(heads === undefined ? {} : { drawnHeads: heads.map(toPlace) }),
  }
}

function toPlace(name: string): HeadPlace {
  const [, layer, head] = /^L(\d+)H(\d+)$/.exec(name) ?? []
  return { layer: Number(layer), head: Number(head) }
}

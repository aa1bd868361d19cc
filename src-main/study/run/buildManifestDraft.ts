/** How the numbers of a run came about, for the head of the experiment file. */
import { FILE_FORMAT, FILE_MAJOR, FILE_MINOR } from '../../contract'
import type { AppliedExtension, AppliedExtensionRecord, ManifestDraft, ModelProvenance } from '../../contract'
import type { SessionPlace } from '../plan/groupCells'
import { nameModel } from '../plan/nameModel'
import type { PreparedModel, PreparedStudy } from '../plan/prepareStudy'
import type { StudyCounts } from './studyEvent'

export interface ManifestSource {
  readonly study: PreparedStudy
  readonly appVersion: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly applied: readonly { readonly place: SessionPlace; readonly extension: AppliedExtension }[]
  readonly counts: StudyCounts
}

export function buildManifestDraft(source: ManifestSource): ManifestDraft {
  const { spec, models, corpora, engine } = source.study
  return {
    format: FILE_FORMAT,
    version: { major: FILE_MAJOR, minor: FILE_MINOR },
    appVersion: source.appVersion,
    createdAt: source.createdAt,
    spec,
    models: models.map(toModelProvenance),
    corpora: [...corpora],
    engine: {
      llamaRelease: engine.llamaRelease,
      backend: engine.backend,
      devices: [...engine.devices],
      kernelInstructions: engine.kernelInstructions,
      features: [...engine.features],
      cpuModel: engine.cpuModel,
      threads: Math.max(...models.map(({ threads }) => threads)),
    },
    appliedExtensions: source.applied.map(toAppliedExtensionRecord),
    cells: { ...source.counts },
  }
}

/** The manifest as far as it is known before the first cell: an unfinished run can be merged by it. */
export function buildFirstManifestDraft(
  source: Pick<ManifestSource, 'study' | 'appVersion' | 'createdAt'>,
): ManifestDraft {
  const counts = { planned: source.study.cells.length, done: 0, failed: 0 }
  return buildManifestDraft({ ...source, applied: [], counts })
}

function toModelProvenance({ entry, sha256, description }: PreparedModel): ModelProvenance {
  return {
    label: nameModel(entry, description),
    path: entry.path,
    sha256,
    fileBytes: description.fileBytes,
    architecture: description.architecture,
    quantization: description.quantization,
    layerCount: description.layerCount,
    headCount: description.headCount,
    keyValueHeadCount: description.keyValueHeadCount,
    headDimensions: description.headDimensions,
    vocabularySize: description.vocabularySize,
    tokenizer: { model: description.tokenizerModel, pre: description.tokenizerPre },
    rotary: { ...description.rotary },
    declaredContextTokens: description.declaredContextTokens,
    nativeEquivalent: description.nativeEquivalent,
  }
}

function toAppliedExtensionRecord({
  place,
  extension,
}: ManifestSource['applied'][number]): AppliedExtensionRecord {
  const { inverseFrequencies, attentionFactor, rotatedLayers, unrotatedLayers, slidingWindowLayers } =
    extension
  return {
    ...place,
    resolvedExtension: extension.resolvedSpec,
    inverseFrequencies: inverseFrequencies === null ? null : [...inverseFrequencies],
    attentionFactor,
    rotatedLayers: [...rotatedLayers],
    unrotatedLayers: [...unrotatedLayers],
    slidingWindowLayers: [...slidingWindowLayers],
  }
}

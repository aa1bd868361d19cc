/** The overlaid curves of a draft, for the model and the length that the chart is drawn for. */
import type { RotaryGeometry } from '@contract'
import { findTableSource, parseExtensionSpec } from '@core/rope'
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { client } from '../client'
import { computeCurve, curveKey, type CurveOutcome, type ExtensionCurve } from '../setup/curves'
import { readCurves } from '../setup/specCurves'
import { readModels, readNumbers, readStrings } from '../setup/specDraft'
import { useModels } from '../stores/models'
import { useSetup } from '../stores/setup'

/** Without a model of one's own: the geometry of the bundled sample. */
const exampleGeometry: RotaryGeometry = { rotaryDimensions: 32, ropeBase: 10_000, trainedContextTokens: 256 }

export interface Curves {
  readonly modelPath: Readonly<Ref<string>>
  readonly contextTokens: Readonly<Ref<number>>
  readonly geometry: ComputedRef<RotaryGeometry>
  readonly outcomes: ComputedRef<readonly CurveOutcome[]>
  readonly curves: ComputedRef<readonly ExtensionCurve[]>
  /** Texts of files and curves, by their keys. */
  readonly tables: ComputedRef<ReadonlyMap<string, string>>
  drawFor(model: string, tokens: number): void
}

export function useCurves(): Curves {
  const setup = useSetup()
  const models = useModels()
  const modelPath = ref('')
  const contextTokens = ref(2048)
  const fileTexts = shallowRef<ReadonlyMap<string, string>>(new Map())

  const paths = computed(() => readModels(setup.draft).map(({ path }) => path))
  const contexts = computed(() => readNumbers(setup.draft, 'contexts'))
  watch(
    paths,
    (known) => {
      if (!known.includes(modelPath.value)) modelPath.value = known[0] ?? ''
    },
    { immediate: true },
  )
  watch(
    contexts,
    (known) => {
      if (known.length > 0 && !known.includes(contextTokens.value)) contextTokens.value = Math.max(...known)
    },
    { immediate: true },
  )

  const model = computed(() => readModels(setup.draft).find(({ path }) => path === modelPath.value))
  const geometry = computed(() => {
    const stated = models.find(modelPath.value)?.description?.rotary ?? exampleGeometry
    const own = model.value?.trainedContextTokens
    return own ? { ...stated, trainedContextTokens: own } : stated
  })
  /** Those of the cards first, so that a card and its curve have one place; then what this model has to itself. */
  const specs = computed(() => {
    const ofCards = readStrings(setup.draft, 'extensions')
    return [...ofCards, ...(model.value?.extensions ?? []).filter((spec) => !ofCards.includes(spec))]
  })
  const tables = computed<ReadonlyMap<string, string>>(
    () =>
      new Map([
        ...fileTexts.value,
        ...readCurves(setup.draft).map(({ name, table }): [string, string] => [
          curveKey(name),
          JSON.stringify(table),
        ]),
      ]),
  )
  const outcomes = computed(() =>
    specs.value.map((spec, index) =>
      computeCurve(spec, index, geometry.value, contextTokens.value, tables.value),
    ),
  )
  const curves = computed(() =>
    outcomes.value.flatMap((outcome) => ('curve' in outcome ? [outcome.curve] : [])),
  )

  watch(specs, readMissingFiles, { immediate: true })

  /** A file that cannot be read is an issue of the plan; here its curve is missing. */
  async function readMissingFiles(): Promise<void> {
    const wanted = specs.value.flatMap((spec) => listFiles(spec)).filter((path) => !fileTexts.value.has(path))
    for (const path of new Set(wanted)) {
      const text = await client.setup.readFrequencies({ path }).catch(() => null)
      if (text !== null) fileTexts.value = new Map([...fileTexts.value, [path, text]])
    }
  }

  function drawFor(model: string, tokens: number): void {
    modelPath.value = model
    contextTokens.value = tokens
  }

  return { drawFor, modelPath, contextTokens, geometry, outcomes, curves, tables }
}

function listFiles(spec: string): string[] {
  try {
    const source = findTableSource(parseExtensionSpec(spec))
    return source?.kind === 'file' ? [source.path] : []
  } catch {
    return []
  }
}

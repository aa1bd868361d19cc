/** Attention by distance and key position (the paper's figure 2) and entropy by head, of each model at its longest length. */
import type { ExperimentContents } from '../../contents'
import { computeDistanceProfile, type DistanceProfile } from '../../measures/distance'
import { nameTasks, type NamedTask } from '../../measures/taskNames'
import { listContexts, listVariants, type Variant } from '../../measures/variants'
import { contextColumn, extensionColumn, countColumn, numberColumn } from '../columns'
import type { Block, Figure, Panel, Section, Table } from '../model'
import { chooseHeads, computeDensityRange, headLegend } from './headCurves'
import { composeKeyPositions } from './keyPosition'
import { nameProfiles, type ProfileNaming } from './profileNaming'

/** Null where no cell carries attention by head. */
export function composeDistance(contents: ExperimentContents): Section | null {
  const variants = listVariants(contents.manifest)
  const models = [...new Set(variants.map(({ model }) => model))]
  const tasks = listObservedTasks(contents)
  const blocks = models.flatMap((model) =>
    tasks.flatMap((named, place): Block[] => {
      const own = variants.filter((variant) => variant.model === model)
      const profiles = collectProfiles(contents, own, named.task)
      if (profiles.length === 0) return []
      const naming = nameProfiles(model, place, named)
      const figures = [
        composeCurves(profiles, contents.drawnHeads, naming),
        ...composeKeyPositions(contents, profiles, naming),
        ...composeHeadMaps(profiles, naming),
      ]
      return figures.map((figure) => ({ kind: 'figure', figure }))
    }),
  )
  if (blocks.length === 0) return null
  return { id: 'distance', title: 'Attention by distance, key position and head', blocks }
}

/** Tasks whose cells carry heads: those that read text, or without any those that ask for answers. */
function listObservedTasks({ manifest, cells, headMeasures }: ExperimentContents): NamedTask[] {
  const observed = new Set(cells.flatMap(({ id, task }) => (headMeasures.has(id) ? [task] : [])))
  return nameTasks(manifest.spec.tasks).flatMap((name, task) =>
    observed.has(task) ? [{ task, name, isAlone: observed.size === 1 }] : [],
  )
}

/** The reference (none at the longest trained length), then every extension at the longest length. */
function collectProfiles(
  contents: ExperimentContents,
  variants: readonly Variant[],
  task: number,
): DistanceProfile[] {
  const contexts = listContexts(contents.manifest)
  const longest = contexts[contexts.length - 1]
  const reference = variants.find(({ extension }) => extension === 'none') ?? variants[0]
  const trained = contexts.filter((tokens) => tokens <= reference.trainedContextTokens)
  const referenceTokens = trained.length > 0 ? trained[trained.length - 1] : longest
  const wanted = [
    ...(referenceTokens === longest ? [] : [{ task, variant: reference, contextTokens: referenceTokens }]),
    ...variants.map((variant) => ({ task, variant, contextTokens: longest })),
  ]
  return wanted.flatMap((each) => computeDistanceProfile(contents, each) ?? [])
}

function composeCurves(
  profiles: readonly DistanceProfile[],
  drawnHeads: ExperimentContents['drawnHeads'],
  { idOf, titleOf }: ProfileNaming,
): Figure {
  const { layers, heads, windows, variant } = profiles[0]
  const { isDrawn, drawn } = chooseHeads({ layers, heads }, drawnHeads)
  const { low, high } = computeDensityRange(profiles)
  return {
    id: idOf('distance'),
    title: titleOf(`Attention by distance, ${variant.modelLabel}`),
    caption:
      `Mean attention that one key gets, by its distance from the query, in bins that double; log-log. Thin: ${drawn} ` +
      `(${layers} layers, ${heads} heads each); red: mean over heads; dashed: uniform attention. Mean over observed ` +
      `queries and n = ${windows} windows. The vertical line marks the trained length.`,
    panels: profiles.map((profile): Panel => ({
      title: describeProfile(profile),
      chart: {
        kind: 'distance',
        along: 'distance',
        edges: profile.edges,
        heads: profile.headDensity.filter((_, head) => isDrawn(head)),
        mean: profile.meanDensity,
        uniform: profile.uniformDensity,
        low,
        high,
        trainedContextTokens: profile.variant.trainedContextTokens,
      },
    })),
    legend: headLegend,
    table: tabulate(profiles),
  }
}

function composeHeadMaps(profiles: readonly DistanceProfile[], { idOf, titleOf }: ProfileNaming): Figure[] {
  const measured = profiles.flatMap((profile) =>
    profile.headEntropyNats === null ? [] : [{ profile, entropy: profile.headEntropyNats }],
  )
  if (measured.length === 0) return []
  const values = measured.flatMap(({ entropy }) => entropy.filter(Number.isFinite))
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  const { variant, windows } = profiles[0]
  return [
    {
      id: idOf('head-entropy'),
      title: titleOf(`Entropy by layer and head, ${variant.modelLabel}`),
      caption:
        `Mean attention entropy in nats over observed queries and n = ${windows} windows. One colour scale for all ` +
        `panels: dark ${low.toFixed(2)} to bright ${high.toFixed(2)} nats.`,
      panels: measured.map(({ profile, entropy }) => ({
        title: describeProfile(profile),
        chart: {
          kind: 'head-map',
          layers: profile.layers,
          heads: profile.heads,
          values: entropy.map((value) => (Number.isFinite(value) ? value : null)),
          low,
          high,
          unit: 'nats',
        },
      })),
      legend: [],
      table: tabulateHeads(measured),
    },
  ]
}

function describeProfile({ variant, contextTokens }: DistanceProfile): string {
  return `${variant.extension}, ${contextTokens} tokens`
}

function tabulate(profiles: readonly DistanceProfile[]): Table {
  return {
    caption: 'Attention by distance, mean over layers and heads',
    columns: [
      extensionColumn,
      contextColumn,
      countColumn('Distance from', 'tokens'),
      countColumn('to below', 'tokens'),
      numberColumn('Mass', '', 4),
      numberColumn('Uniform mass', '', 4),
      numberColumn('Attention per key', '', 7),
    ],
    rows: profiles.flatMap((profile) =>
      profile.meanMass.map((mass, bin) => [
        profile.variant.extension,
        profile.contextTokens,
        profile.edges[bin],
        profile.edges[bin + 1],
        mass,
        profile.uniformMass[bin],
        profile.meanDensity[bin],
      ]),
    ),
  }
}

function tabulateHeads(measured: readonly { profile: DistanceProfile; entropy: readonly number[] }[]): Table {
  return {
    caption: 'Mean attention entropy by layer and head',
    columns: [
      extensionColumn,
      contextColumn,
      countColumn('Layer'),
      countColumn('Head'),
      numberColumn('Entropy', 'nats', 3),
    ],
    rows: measured.flatMap(({ profile, entropy }) =>
      entropy.map((value, i) => [
        profile.variant.extension,
        profile.contextTokens,
        Math.floor(i / profile.heads),
        i % profile.heads,
        Number.isFinite(value) ? value : null,
      ]),
    ),
  }
}

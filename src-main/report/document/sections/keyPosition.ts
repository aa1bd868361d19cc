/** Attention by absolute key position: figure 2 of the paper with the other axis it may have had. */
import type { ExperimentContents } from '../../contents'
import type { DistanceProfile } from '../../measures/distance'
import { computeKeyPositionProfile, type KeyPositionProfile } from '../../measures/keyPosition'
import { contextColumn, countColumn, extensionColumn, numberColumn } from '../columns'
import type { Figure, Panel, Table } from '../model'
import type { ProfileNaming } from './profileNaming'
import { chooseHeads, computeDensityRange, headLegend } from './headCurves'

/** A figure with the variants and lengths of the figure by distance; none where key positions were not observed. */
export function composeKeyPositions(
  contents: ExperimentContents,
  drawn: readonly DistanceProfile[],
  { idOf, titleOf }: ProfileNaming,
): Figure[] {
  const profiles = drawn.flatMap((profile) => computeKeyPositionProfile(contents, profile) ?? [])
  if (profiles.length === 0) return []
  const [{ variant, windows }] = profiles
  const { isDrawn, drawn: heads } = chooseHeads(drawn[0], contents.drawnHeads)
  const { low, high } = computeDensityRange(profiles)
  const { queries } = contents.manifest.spec.observation
  const seen =
    queries.kind === 'all'
      ? 'all queries, of which more see early keys: read it against uniform attention, or observe the last queries only'
      : `the last ${queries.count} queries`
  return [
    {
      id: idOf('key-position'),
      title: titleOf(`Attention by key position, ${variant.modelLabel}`),
      caption:
        `Mean attention that one key gets, by its position in the text, in equal bins; logarithmic. Thin: ${heads}; red: ` +
        `mean over heads; dashed: uniform attention. Mean over ${seen}, and n = ${windows} windows. The vertical line marks ` +
        'the trained length.',
      panels: profiles.map((profile): Panel => ({
        title: `${profile.variant.extension}, ${profile.contextTokens} tokens`,
        chart: {
          kind: 'distance',
          along: 'key-position',
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
    },
  ]
}

function tabulate(profiles: readonly KeyPositionProfile[]): Table {
  return {
    caption: 'Attention by key position, mean over layers and heads',
    columns: [
      extensionColumn,
      contextColumn,
      countColumn('Keys from'),
      countColumn('to below'),
      numberColumn('Attention per key', '', 7),
      numberColumn('Uniform', '', 7),
      countColumn('Queries'),
    ],
    rows: profiles.flatMap((profile) =>
      profile.meanDensity.map((density, bin) => [
        profile.variant.extension,
        profile.contextTokens,
        profile.edges[bin],
        profile.edges[bin + 1],
        density,
        profile.uniformDensity[bin],
        profile.queries,
      ]),
    ),
  }
}

/** What was asked for: models, extensions, lengths, tasks and engine settings, and the spec to run it again. */
import type { ExperimentSpec, PasskeyTaskSpec, TaskSpec } from '../../../contract'
import type { ExperimentContents } from '../../contents'
import type { Fact, Section } from '../model'

export function composeSettings({ manifest }: ExperimentContents): Section {
  const { spec } = manifest
  return {
    id: 'settings',
    title: 'Settings',
    blocks: [
      { kind: 'facts', facts: listSettings(spec) },
      { kind: 'code', title: 'The experiment spec, to run it again', text: JSON.stringify(spec, null, 2) },
    ],
  }
}

function listSettings(spec: ExperimentSpec): Fact[] {
  const { engine, observation } = spec
  return [
    { name: 'Extensions', value: spec.extensions.join('  '), style: 'code' },
    ...spec.models.flatMap((model): Fact[] =>
      model.extensions === undefined
        ? []
        : [
            {
              name: `Extensions of ${model.label ?? model.path}`,
              value: model.extensions.join('  '),
              style: 'code',
            },
          ],
    ),
    {
      name: 'Context lengths',
      value: `${spec.contexts.map((n) => n.toLocaleString('en-US')).join(', ')} tokens`,
    },
    ...spec.tasks.map((task, index) => ({ name: `Task ${index + 1}`, value: describeTask(task) })),
    { name: 'Seed', value: String(spec.seed) },
    { name: 'Key and value cache', value: engine.cacheType },
    { name: 'Flash attention', value: engine.flashAttention ? 'on' : 'off' },
    { name: 'Micro-batch', value: `${engine.microBatchTokens} tokens` },
    {
      name: 'Sliding-window layers',
      value: engine.applyToSlidingWindowLayers ? 'extended too' : 'left as in the file',
    },
    {
      name: 'Observed queries',
      value: observation.queries.kind === 'all' ? 'all' : `the last ${observation.queries.count} of a window`,
    },
  ]
}

function describeTask(task: TaskSpec): string {
  switch (task.kind) {
    case 'perplexity':
      return (
        `perplexity, ${task.protocol}, ${task.windows} windows of ${task.text}` +
        (task.protocol === 'sliding-window'
          ? `, stride ${task.strideTokens}, weighted by ${task.weighting}`
          : '')
      )
    case 'passkey':
      return (
        `passkey, ${describePasskeys(task)}, depths ${task.depths.join(', ')} %, ${task.repeats} repeats, ` +
        `at most ${task.maxNewTokens} new tokens, filler ${task.text ?? 'fixed sentences'}, scoring ${task.scoring}`
      )
    case 'needle':
      return (
        `needle, protocol ${task.protocol}${task.needle === undefined ? '' : ' with a needle of its own'}, ` +
        `depths ${task.depths.join(', ')} %, ${task.repeats} repeats, haystack ${task.texts.join(', ')}`
      )
    case 'ruler':
      return (
        `RULER, ${task.subtasks.join(', ')}, ${task.samples} samples each, ${task.wording} wording` +
        (task.texts.length === 0 ? '' : `, essays ${task.texts.join(', ')}`)
      )
  }
}

function describePasskeys({ digits, keyRange }: PasskeyTaskSpec): string {
  return keyRange === undefined ? `${digits} digits` : `keys ${keyRange.first} to ${keyRange.last}`
}

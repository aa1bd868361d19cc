/** A model's description as facts in the window's words, grouped. */
import type { ModelDescription } from '@contract'
import { computeCriticalDimension, findNeverCompletedPairs } from '@core/rope'
import type { Fact } from '../../components'
import { formatBytes, formatCount, formatSignificant } from '../../format'
import type { Translate } from '../../i18n'

export function listShapeFacts(model: ModelDescription, t: Translate): Fact[] {
  const group = model.headCount / model.keyValueHeadCount
  return [
    { label: t('models.fact.architecture'), value: model.architecture, code: true },
    { label: t('models.fact.parameters'), value: formatCount(model.parameterCount) },
    { label: t('models.fact.layers'), value: formatCount(model.layerCount) },
    { label: t('models.fact.embedding'), value: formatCount(model.embeddingLength) },
    { label: t('models.fact.heads'), value: formatCount(model.headCount) },
    { label: t('models.fact.headSize'), value: formatCount(model.headDimensions) },
    {
      label: t('models.fact.keyValueHeads'),
      value: formatCount(model.keyValueHeadCount),
      note: group > 1 ? t('models.fact.group', { n: formatCount(group) }) : '',
    },
    {
      label: t('models.fact.vocabulary'),
      value: formatCount(model.vocabularySize),
      unit: t('models.unit.tokens'),
    },
  ]
}

export function listRotaryFacts(model: ModelDescription, t: Translate): Fact[] {
  const { rotary, declaredScaling, slidingWindow } = model
  const never = findNeverCompletedPairs(rotary)
  return [
    {
      label: t('models.fact.trainedContext'),
      value: formatCount(rotary.trainedContextTokens),
      unit: t('models.unit.tokens'),
    },
    { label: t('models.fact.trainedFrom'), value: t(`models.trainedFrom.${model.trainedContextSource}`) },
    {
      label: t('models.fact.declaredContext'),
      value: formatCount(model.declaredContextTokens),
      unit: t('models.unit.tokens'),
    },
    { label: t('models.fact.base'), value: formatSignificant(rotary.ropeBase, 7) },
    {
      label: t('models.fact.rotary'),
      value: formatCount(rotary.rotaryDimensions),
      note: t('models.fact.rotaryOf', { head: formatCount(model.headDimensions) }),
    },
    { label: t('models.fact.layout'), value: t(`models.layout.${model.rotaryLayout}`) },
    { label: t('models.fact.critical'), value: formatCount(computeCriticalDimension(rotary)) },
    {
      label: t('models.fact.neverCompleted'),
      value: formatCount(never.count),
      note: t('models.fact.pairsOf', { n: formatCount(rotary.rotaryDimensions / 2) }),
    },
    {
      label: t('models.fact.scaling'),
      value: declaredScaling.type,
      code: true,
      note: declaredScaling.factor === null ? '' : `× ${formatSignificant(declaredScaling.factor)}`,
    },
    {
      label: t('models.fact.original'),
      value: formatCount(declaredScaling.originalContextTokens),
      ...(declaredScaling.originalContextTokens === null ? {} : { unit: t('models.unit.tokens') }),
    },
    { label: t('models.fact.attentionFactor'), value: formatSignificant(declaredScaling.attentionFactor) },
    {
      label: t('models.fact.native'),
      value: model.nativeEquivalent ?? t('models.fact.noEquivalent'),
      code: true,
    },
    {
      label: t('models.fact.factorTensors'),
      value: declaredScaling.factorTensors.join(', ') || t('common.none'),
      code: declaredScaling.factorTensors.length > 0,
    },
    {
      label: t('models.fact.slidingWindow'),
      value: slidingWindow === null ? t('common.none') : formatCount(slidingWindow.windowTokens),
      ...(slidingWindow === null ? {} : { unit: t('models.unit.tokens') }),
    },
  ]
}

export function listFileFacts(model: ModelDescription, t: Translate): Fact[] {
  return [
    { label: t('models.fact.quantization'), value: model.quantization, code: true },
    { label: t('models.fact.weights'), value: formatBytes(model.weightBytes) },
    { label: t('models.fact.fileSize'), value: formatBytes(model.fileBytes) },
    { label: t('models.fact.tensors'), value: formatCount(model.tensorCount) },
    { label: t('models.fact.ggufVersion'), value: String(model.ggufVersion) },
    {
      label: t('models.fact.tokenizer'),
      value: [model.tokenizerModel, model.tokenizerPre].filter((name) => name !== null).join(' / '),
      code: true,
    },
    { label: t('models.fact.bos'), value: model.addsBos ? t('common.yes') : t('common.no') },
  ]
}

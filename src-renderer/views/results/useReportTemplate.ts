/** What a person chose for a report, and the template that says so. */
import { plainTemplate, sectionIds, type OpenedExperiment, type ReportTemplate } from '@contract'
import { computed, ref, shallowRef, watch } from 'vue'
import { useMessages } from '../../i18n'
import { useExperiments } from '../../stores/experiments'
import { arrangeChoices, listShown, showAll, takeUp, type Choice } from './choices'

const headPattern = /^L\d{1,4}H\d{1,4}$/

export function useReportTemplate(experiment: OpenedExperiment) {
  const experiments = useExperiments()
  const { t } = useMessages()
  const title = ref(experiment.title)
  const authors = ref('')
  const notes = ref('')
  const heads = ref('')

  const sectionParts = computed(() => [
    { id: 'notes', label: t('results.export.notes') },
    ...(experiments.readDocument(experiment.experimentId).document?.sections ?? []).map((section) => ({
      id: section.id,
      label: section.title,
    })),
  ])
  const extensionParts = listExtensions(experiment).map((spec) => ({ id: spec, label: spec }))
  const sections = shallowRef<readonly Choice[]>(showAll(sectionParts.value))
  const extensions = shallowRef<readonly Choice[]>(showAll(extensionParts))
  // The document may come after the dialog, and grows with a run.
  watch(sectionParts, (parts) => (sections.value = takeUp(sections.value, parts)))

  const headNames = computed(() =>
    heads.value
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((name) => name !== ''),
  )
  const headError = computed(() => {
    const wrong = headNames.value.find((name) => !headPattern.test(name))
    return wrong === undefined ? '' : t('results.export.headsWrong', { name: wrong })
  })
  const template = computed<ReportTemplate>(() => {
    const shownSections = listShown(sections.value, sectionParts.value)
    const shownExtensions = listShown(extensions.value, extensionParts)
    const drawn = headError.value === '' ? headNames.value : []
    return {
      ...plainTemplate,
      title: title.value.trim() || experiment.title,
      authors: authors.value
        .split('\n')
        .map((author) => author.trim())
        .filter((author) => author !== ''),
      notes: notes.value,
      ...(shownSections === undefined
        ? {}
        : { sections: sectionIds.filter((id) => shownSections.includes(id)).toSorted(by(shownSections)) }),
      ...(shownExtensions === undefined ? {} : { extensions: shownExtensions }),
      ...(drawn.length === 0 ? {} : { heads: drawn }),
    }
  })

  /** A layout that was kept, for this experiment. */
  function apply(kept: ReportTemplate): void {
    title.value = kept.title ?? experiment.title
    authors.value = kept.authors.join('\n')
    notes.value = kept.notes
    heads.value = kept.heads?.join(' ') ?? ''
    sections.value = arrangeChoices(sectionParts.value, kept.sections)
    extensions.value = arrangeChoices(extensionParts, kept.extensions)
  }

  return { title, authors, notes, heads, headError, sections, extensions, template, apply }
}

function by(order: readonly string[]) {
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b)
}

function listExtensions({ manifest: { spec } }: OpenedExperiment): string[] {
  return [...new Set([...spec.extensions, ...spec.models.flatMap(({ extensions }) => extensions ?? [])])]
}

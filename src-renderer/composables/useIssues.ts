/** The plan's issues, by their place in the draft. */
import type { SpecIssue } from '@contract'
import { computed, type ComputedRef } from 'vue'
import { splitErrorMessage } from '../components'
import { writePlace, type DraftPath } from '../setup/specDraft'
import { useSetup } from '../stores/setup'

export function useIssues(): {
  issues: ComputedRef<readonly SpecIssue[]>
  /** Of the place itself and what lies in it, without the remedy; empty where there is none. */
  issueAt(path: DraftPath): string
} {
  const setup = useSetup()
  const issues = computed(() => setup.plan?.issues ?? [])

  function issueAt(path: DraftPath): string {
    const where = writePlace(path)
    const found = issues.value.filter((issue) => issue.where === where || issue.where.startsWith(`${where}.`))
    return found.map(({ message }) => splitErrorMessage(message).cause).join(' ')
  }

  return { issues, issueAt }
}

/** The demo study: bundled models, bundled texts, straight to its run. */
import { RopewalkError } from '@contract'
import { ref, type Ref } from 'vue'
import { client } from '../client'
import { useNavigation } from '../stores/navigation'
import { useNotices } from '../stores/notices'

export function useDemo(): { runDemo(): Promise<void>; starting: Ref<boolean> } {
  const navigation = useNavigation()
  const notices = useNotices()
  const starting = ref(false)

  async function runDemo(): Promise<void> {
    starting.value = true
    await notices.attempt(async () => {
      const demo = (await client.setup.listTemplates({})).find(({ id }) => id === 'demo')
      if (!demo)
        throw new RopewalkError(
          'text.missing',
          'The demo study is not there. Expected resources/experiments/demo.json. Install Ropewalk again.',
        )
      await client.runs.startRun({ spec: demo.spec, targetPath: null })
      navigation.show('run')
    })
    starting.value = false
  }

  return { runDemo, starting }
}

import { useModels } from '../stores/models'
import { useNavigation } from '../stores/navigation'
import { useSetup } from '../stores/setup'
import { useExperiments } from '../stores/experiments'
import { registerOpener } from './index'

/** Once the stores are there. */
export function registerOpeners(): void {
  const navigation = useNavigation()
  registerOpener('gguf', async (paths) => {
    navigation.show('models')
    await useModels().add(paths)
  })
  registerOpener('json', async ([path]) => {
    await useSetup().open(path)
    navigation.show('setup')
  })
  registerOpener('ropewalk', async (paths) => {
    for (const path of paths) await useExperiments().openFiles(path)
    useNavigation().show('results')
  })
}

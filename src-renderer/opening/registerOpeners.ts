import { RopewalkError } from '@contract'
import { useModels } from '../stores/models'
import { useNavigation } from '../stores/navigation'
import { useSetup } from '../stores/setup'
import { useExperiments } from '../stores/experiments'
import { registerOpener } from './index'

function severalSpecs(path: string): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `A second experiment spec at once: ${path}. Expected one, since there is one set-up. Open it by itself.`,
    { path },
  )
}

/** Once the stores are there. */
export function registerOpeners(): void {
  const navigation = useNavigation()
  registerOpener('gguf', async (paths) => {
    navigation.show('models')
    await useModels().add(paths)
  })
  registerOpener('json', async ([path, ...others]) => {
    await useSetup().open(path)
    navigation.show('setup')
    if (others.length > 0) throw severalSpecs(others[0])
  })
  registerOpener('ropewalk', async (paths) => {
    for (const path of paths) await useExperiments().openFiles(path)
    useNavigation().show('results')
  })
}

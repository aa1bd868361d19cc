/** One spoiled copy of an experiment file, decided by seed and number of the case alone. */
import { writeFile } from 'node:fs/promises'
import { rewriteExperiment } from '../../src-main/store/__tests__/rewriteExperiment'
import { bombMutations } from './mutations/bombs'
import { byteMutations } from './mutations/bytes'
import type { Mutation, Original } from './mutations/mutation'
import { partMutations } from './mutations/parts'
import { textMutations } from './mutations/text'
import { createRandom, type Random } from './random'

export interface Mutant {
  readonly name: string
  readonly kind: Mutation['kind']
}

/** Packing a bomb takes long, so bombs are rare; their limits have tests of their own. */
const BOMB_SHARE = 40

export async function makeMutant(
  original: Original,
  path: string,
  seed: number,
  index: number,
): Promise<Mutant> {
  const random = createRandom(seed, index)
  const mutation = chooseMutation(random)
  if (mutation.kind === 'bytes') await writeFile(path, mutation.apply(original.bytes, random))
  else {
    // A forger who renews the hashes gets past them; one who does not is told by them.
    const hashes = random.choose(['renewed', 'kept'] as const)
    await rewriteExperiment(original.path, path, (parts) => mutation.apply(parts, random), hashes).catch(
      // Hashes cannot be renewed in a manifest that is no JSON any more.
      () =>
        rewriteExperiment(
          original.path,
          path,
          (parts) => mutation.apply(parts, createRandom(seed, index)),
          'kept',
        ),
    )
  }
  return { name: mutation.name, kind: mutation.kind }
}

function chooseMutation(random: Random): Mutation {
  const families: readonly (readonly Mutation[])[] = [byteMutations, textMutations, partMutations]
  return random.choose(random.integer(1, BOMB_SHARE) === 1 ? bombMutations : random.choose(families))
}

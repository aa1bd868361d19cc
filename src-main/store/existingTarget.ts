/** A finished file is never lost by accident. */
import { stat } from 'node:fs/promises'
import { RopewalkError } from '../contract'

/** @throws RopewalkError `target.exists`, `target.notWritable` for a folder */
export async function refuseExistingTarget(target: string, mayReplace: boolean): Promise<void> {
  const found = await stat(target).catch(() => null)
  if (found === null || (found.isFile() && mayReplace)) return
  if (!found.isFile())
    throw new RopewalkError(
      'target.notWritable',
      `The target is not a file: ${target}. Expected the name of a file to come. Choose another name.`,
      { path: target },
    )
  throw new RopewalkError(
    'target.exists',
    `The target exists already: ${target}. Expected a new name. Choose another, or add --overwrite to replace it.`,
    { path: target },
  )
}

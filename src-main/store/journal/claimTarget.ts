/** Whether an experiment may be written at a path, and the lock that keeps others from it meanwhile. */
import { access, constants, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readSystemCode, toDiskError } from '../diskError'
import { refuseExistingTarget } from '../existingTarget'
import { makeFolders } from '../makeFolders'
import { acquireWriterLock, type WriterLock, type WriterLockOptions } from './writerLock'

const CLAIM_ATTEMPTS = 5

/**
 * Makes the journal's folder and takes its lock.
 *
 * @throws RopewalkError `target.exists`, `target.locked`, `target.missingDirectory`, `target.notWritable`
 */
export async function claimTarget(
  target: string,
  directory: string,
  mayReplace: boolean,
  options?: WriterLockOptions,
): Promise<WriterLock> {
  await refuseExistingTarget(target, mayReplace)
  const lock = await lockFolder(target, directory, options)
  try {
    // A run that held the lock until now may have finished in between.
    await refuseExistingTarget(target, mayReplace)
    return lock
  } catch (thrown) {
    await abandonTarget(directory, lock)
    throw thrown
  }
}

/** Lets go of a target on which nothing was written. */
export async function abandonTarget(directory: string, lock: WriterLock): Promise<void> {
  await lock.release()
  await rmdir(directory).catch(() => undefined)
}

async function lockFolder(
  target: string,
  directory: string,
  options?: WriterLockOptions,
): Promise<WriterLock> {
  try {
    await access(dirname(target), constants.W_OK)
    for (let attempt = 1; ; attempt++) {
      await makeFolders(directory)
      try {
        return await acquireWriterLock(join(directory, 'lock'), options)
      } catch (thrown) {
        // Another run may just have finished and removed the folder.
        if (readSystemCode(thrown) !== 'ENOENT' || attempt === CLAIM_ATTEMPTS) throw thrown
      }
    }
  } catch (thrown) {
    throw toDiskError(thrown, dirname(target))
  }
}

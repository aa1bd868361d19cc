/** Where the journal of an experiment lies: beside the file it will become. */
const ENDING = '.journal'

export function toJournalFolder(target: string): string {
  return `${target}${ENDING}`
}

/** The experiment file that a journal's folder belongs to; null for any other folder. */
export function toJournalTarget(folder: string): string | null {
  return folder.endsWith(`.ropewalk${ENDING}`) ? folder.slice(0, -ENDING.length) : null
}

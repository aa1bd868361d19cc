/** How the texts of `report`'s options become its layout. */
import { InvalidArgumentError } from 'commander'
import { sectionIds, type SectionId } from '../../contract'

export function parseSections(text: string): SectionId[] {
  return text.split(',').map((name) => {
    const known = sectionIds.find((id) => id === name.trim())
    if (known !== undefined) return known
    throw new InvalidArgumentError(`Unknown section: ${name}. Expected some of ${sectionIds.join(',')}.`)
  })
}

/** Specs hold commas of their own (`yarn:scale=4,beta=32`), so they are parted by blanks. */
export function parseWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value]
}

export function parseHeads(text: string): string[] {
  const heads = parseWords(text)
  if (heads.length > 0 && heads.every((head) => /^L\d{1,4}H\d{1,4}$/.test(head))) return heads
  throw new InvalidArgumentError('Expected heads such as "L0H3 L2H1".')
}

/** A work as a line of a reference list: family names, title, venue, year, identifiers. */
import type { ReferenceEntry } from '../document/model'

export function formatReference(reference: ReferenceEntry): string {
  const { authors, title, venue, year, arxiv, doi, url } = reference
  const families = authors.filter((name) => name !== 'others').map((name) => name.split(',')[0])
  const names = families.join(', ') + (authors.includes('others') ? ' et al' : '')
  const volume = venue?.kind === 'journal' ? ` ${venue.volume}` : ''
  const place = venue === undefined ? String(year) : `${venue.name}${volume}, ${year}`
  const identifiers = [
    ...(arxiv === undefined ? [] : [`arXiv:${arxiv}`]),
    ...(doi === undefined ? [] : [`doi:${doi}`]),
    ...(url === undefined ? [] : [url.replace(/^https:\/\//, '')]),
  ]
  const heading = /[.?!]$/.test(title) ? title : `${title}.`
  return `${names}. ${heading} ${[place, ...identifiers].join(', ')}.`
}

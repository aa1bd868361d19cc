/** Works as BibTeX entries, in the order given. */
import type { ReferenceEntry } from '../document/model'
import { escapeTex } from '../text/escapeTex'

export function encodeBibtex(references: readonly ReferenceEntry[]): string {
  return references.map(encodeEntry).join('\n')
}

function encodeEntry(reference: ReferenceEntry): string {
  const fields = listFields(reference).map(([name, value]) => `  ${name} = {${value}},\n`)
  return `@${typeOf(reference)}{${reference.key},\n${fields.join('')}}\n`
}

function typeOf({ venue }: ReferenceEntry): string {
  if (venue === undefined) return 'misc'
  return { journal: 'article', proceedings: 'inproceedings', book: 'book', web: 'misc' }[venue.kind]
}

function listFields({ authors, title, venue, year, arxiv, doi, url }: ReferenceEntry): [string, string][] {
  return [
    [
      'author',
      authors
        .map((name) => (name.includes(',') || name === 'others' ? escapeTex(name) : `{${escapeTex(name)}}`))
        .join(' and '),
    ],
    ['title', `{${escapeTex(title)}}`],
    ...listVenue(venue),
    ['year', String(year)],
    ...(arxiv === undefined ? [] : listArxiv(arxiv)),
    ...(doi === undefined ? [] : [['doi', doi] satisfies [string, string]]),
    ...(url === undefined ? [] : [['url', url] satisfies [string, string]]),
  ]
}

function listVenue(venue: ReferenceEntry['venue']): [string, string][] {
  switch (venue?.kind) {
    case undefined:
      return []
    case 'journal':
      return [
        ['journal', escapeTex(venue.name)],
        ['volume', venue.volume],
      ]
    case 'proceedings':
      return [['booktitle', escapeTex(venue.name)]]
    case 'book':
      return [['publisher', escapeTex(venue.name)]]
    case 'web':
      return [['howpublished', escapeTex(venue.name)]]
  }
}

/** Styles that know no eprint still print the note. */
function listArxiv(arxiv: string): [string, string][] {
  return [
    ['eprint', arxiv],
    ['archiveprefix', 'arXiv'],
    ['note', `arXiv:${arxiv}`],
  ]
}

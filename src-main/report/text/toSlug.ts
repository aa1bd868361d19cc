/** Words as part of a file name: lower-case letters, digits and dashes on every system. */
export function toSlug(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words.join('-').slice(0, MOST_CHARACTERS).replace(/-$/, '')
}

const MOST_CHARACTERS = 48

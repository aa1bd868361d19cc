/** The address of our page: an own scheme, because `file://` pages have rights that a page should not have. */

export const pageScheme = 'app'
export const pageHost = 'ropewalk'
export const pageUrl = `${pageScheme}://${pageHost}/index.html`

/** Whether `url` is a page of ours; query and fragment do not matter. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  return protocol === `${pageScheme}:` && host === pageHost
}

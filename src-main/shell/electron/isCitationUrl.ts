const citationHosts = new Set(['arxiv.org', 'doi.org', 'aclanthology.org', 'github.com', 'huggingface.co'])

/** Whether a link may be given to the system's browser: over https, to a place where the cited work is. */
export function isCitationUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === 'https:' && citationHosts.has(host) && username === '' && password === ''
}

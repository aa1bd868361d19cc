import { pageScheme } from '../pageUrl'

/** Self-contained pages under addresses of their own; the last few are kept. */
export class ServedPages {
  readonly host = 'pages'
  readonly #pages = new Map<string, string>()
  #count = 0

  /** Returns the page's address. */
  add(html: string): string {
    const url = `${pageScheme}://${this.host}/${++this.#count}.html`
    this.#pages.set(url, html)
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) break
      this.#pages.delete(oldest)
    }
    return url
  }

  find(url: string): string | null {
    return this.#pages.get(url) ?? null
  }
}

const keptPages = 4

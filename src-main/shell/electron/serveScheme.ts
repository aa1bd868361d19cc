/** The `app://` scheme: the files of the built page, and self-contained pages held in memory. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { pageHost, pageScheme } from '../pageUrl'
import { reportPolicy, workbenchPolicy } from './contentPolicy'
import type { ServedPages } from './ServedPages'

/** Before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** @param folder of the built page */
export function serveScheme(session: Session, folder: string, pages: ServedPages): void {
  session.protocol.handle(pageScheme, async ({ url }) => {
    const { host, pathname } = new URL(url)
    if (host === pages.host) return answer(pages.find(url), 'text/html', reportPolicy)
    return answer(
      host === pageHost ? await readPageFile(folder, pathname) : null,
      typeOf(pathname),
      workbenchPolicy,
    )
  })
}

/** Null for what is not a file of the folder. */
async function readPageFile(folder: string, pathname: string): Promise<Buffer | null> {
  const path = normalize(join(folder, decodeURIComponent(pathname)))
  return path.startsWith(folder + sep) ? readFile(path).catch(() => null) : null
}

function answer(body: Buffer | string | null, type: string, policy: string): Response {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
  if (body === null) return new Response('Not found', { status: 404, headers })
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), { headers })
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
}

function typeOf(pathname: string): string {
  return types[extname(pathname)] ?? 'application/octet-stream'
}

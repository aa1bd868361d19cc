/** Offline by construction: whatever a page asks of the network or of the system is refused. */
import type { Session } from 'electron'
import { isPageUrl, pageScheme } from '../pageUrl'

/** Schemes that stay inside the program. */
const localSchemes = new Set([`${pageScheme}:`, 'blob:', 'data:', 'devtools:'])

/** Copying text at a click is the one thing a page may do outside itself. */
const allowedPermission = 'clipboard-sanitized-write'

export function hardenSession(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isLocal(url) }))
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(permission === allowedPermission && isPageUrl(requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === allowedPermission && isPageUrl(origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && localSchemes.has(new URL(url).protocol)
}

/** The checklist of docs/security.md, tried out in the running application. */
import { join } from 'node:path'
import { callMain } from '../actions/callMain'
import { startCountingServer } from '../actions/countingServer'
import { expect, test } from '../pages/fixture'

test('the page is sandboxed and has nothing of Node', async ({ workbench: { app, page } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Electron has it and does not document it.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): object }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
  const reach = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.ropewalk).sort(),
  }))
  expect(reach).toEqual({ globals: [], bridge: ['call', 'cancel', 'onEvent', 'pathForFile'] })
})

test('the policy is sent by header and forbids evaluated and inline code', async ({
  workbench: { page },
}) => {
  const policy = await page.evaluate(async () => {
    const response = await fetch('app://ropewalk/index.html')
    return response.headers.get('content-security-policy') ?? ''
  })
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  // In a task of the page: what a debugger evaluates directly is exempt from the policy.
  const ran = await page.evaluate(
    () =>
      new Promise<string[]>((done) =>
        setTimeout(() => {
          const tried: string[] = []
          const attempt = (name: string, run: () => unknown) => {
            try {
              run()
              tried.push(name)
            } catch {
              // Refused, as it should be.
            }
          }
          attempt('eval', () => (0, eval)('1'))
          attempt('Function', () => Reflect.construct(Function, ['return 1']))
          const script = document.createElement('script')
          script.textContent = 'document.documentElement.dataset.inlineRan = "yes"'
          document.head.append(script)
          if (document.documentElement.dataset.inlineRan === 'yes') tried.push('inline script')
          done(tried)
        }),
      ),
  )
  expect(ran).toEqual([])
})

test('nothing reaches the network, not even past the policy', async ({ workbench: { app, page } }) => {
  const server = await startCountingServer()
  try {
    const outcomes = await page.evaluate(async (address) => {
      const image = new Promise((done) => {
        const element = new Image()
        element.onload = () => done('loaded')
        element.onerror = () => done('refused')
        element.src = address
      })
      const request = fetch(address).then(
        () => 'answered',
        () => 'refused',
      )
      return Promise.all([image, request])
    }, server.address)
    expect(outcomes).toEqual(['refused', 'refused'])
    const loaded = await app.evaluate(async ({ BrowserWindow }, address) => {
      const window = new BrowserWindow({ show: false })
      const outcome = await window.loadURL(address).then(
        () => 'loaded',
        () => 'refused',
      )
      window.destroy()
      return outcome
    }, server.address)
    expect(loaded).toBe('refused')
    expect(server.countRequests()).toBe(0)
  } finally {
    await server.close()
  }
})

test('the window stays on its page and opens no other', async ({ workbench: { app, page } }) => {
  const home = page.url()
  for (const address of [
    'https://example.org/',
    'file:///etc/passwd',
    'app://pages/1.html',
    'data:text/html,x',
  ])
    await page.evaluate((target) => {
      location.href = target
    }, address)
  const opened = await page.evaluate(() =>
    ['https://example.org/', 'about:blank', 'app://ropewalk/index.html'].map((url) => window.open(url)),
  )
  expect(opened).toEqual([null, null, null])
  expect(page.url()).toBe(home)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('every permission is denied', async ({ workbench: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'] as const
    const query = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    return Promise.all(names.map(query))
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
  const media = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
      () => 'given',
      () => 'denied',
    ),
  )
  expect(media).toBe('denied')
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('files outside the built page are not served', async ({ workbench: { page } }) => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['../main/app.js', '%2e%2e/main/app.js', '..%2fmain%2fapp.js', '%2fetc%2fpasswd', 'nothing.js'].map(
        async (path) => (await fetch(`app://ropewalk/${path}`)).status,
      ),
    ),
  )
  expect(statuses).toEqual([404, 404, 404, 404, 404])
})

test('calls that do not belong are refused with a sentence', async ({ workbench: { page } }) => {
  for (const [method, input, sentence] of [
    ['app.format', {}, 'Unknown call: app.format.'],
    ['constructor.constructor', {}, 'Unknown call'],
    ['app.showInFolder', { path: 7 }, 'Invalid input: app.showInFolder.path'],
    ['app.readStart', { extra: 1 }, 'Invalid input: app.readStart'],
  ] as const) {
    const answer = await callMain(page, method, input)
    expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
    expect(answer.ok ? '' : answer.error.message).toContain(sentence)
  }
})

test('another window with the same bridge is not listened to', async ({ workbench: { app } }) => {
  const preload = join(import.meta.dirname, '../../dist/preload/index.cjs')
  const answer = await app.evaluate(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({ show: false, webPreferences: { preload: path, sandbox: true } })
    await window.loadURL('app://ropewalk/index.html')
    const said: unknown = await window.webContents.executeJavaScript(
      "window.ropewalk.call({ id: 1, method: 'app.readStart', input: {} })",
    )
    window.destroy()
    return said
  }, preload)
  expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
  expect(JSON.stringify(answer)).toContain('Call from elsewhere refused')
})

/** A web server on this machine that counts who comes: proof that nobody does. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CountingServer {
  readonly address: string
  readonly countRequests: () => number
  readonly close: () => Promise<void>
}

export async function startCountingServer(): Promise<CountingServer> {
  let requests = 0
  const server = createServer((_request, response) => {
    requests++
    response.setHeader('access-control-allow-origin', '*').end('here')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/`,
    countRequests: () => requests,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

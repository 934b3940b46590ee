import type { AddressInfo, Server } from 'node:net'

/** A server that can be reached. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** A requested port is already taken. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
  readonly code = 'port-taken'
  readonly port: number

  constructor(port: number, purpose: string, cause: unknown) {
    super(`port ${String(port)} (${purpose}) is already taken`, { cause })
    this.port = port
  }
}

/** Listens on 127.0.0.1 only: this service impersonates the hosts of real push services. */
export async function listen(server: Server, port: number, purpose: string): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen({ port, host: '127.0.0.1' }, resolve)
  try {
    await promise
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTakenError(port, purpose, error)
    throw error
  } finally {
    server.removeListener('error', reject)
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => {
        closed.resolve()
      })
      await closed.promise
    },
  }
}

import type { ClientBase } from 'pg'

// Undocumented parts of pg: a pooled client can be ended too, and its socket.
interface Inside {
  end(): Promise<void>
  connection: { stream: { destroy(): void } }
}

// The longest time for an orderly close on a working network.
const GOODBYE_MS = 1000

/**
 * Ends a connection, by force without an answer: over a network that drops packets pg would wait for ever. Never
 * rejects; statements on the connection do.
 */
export async function hangUp(client: ClientBase): Promise<void> {
  const force = setTimeout(() => cutOff(client), GOODBYE_MS)
  await inside(client)
    .end()
    .catch(() => undefined) // it is broken already
  clearTimeout(force)
}

/** Closes the socket at once, as pg itself does to a connection that is stuck. */
export function cutOff(client: ClientBase): void {
  inside(client).connection.stream.destroy()
}

function inside(client: ClientBase): Inside {
  return client as unknown as Inside
}

import type { ClientBase } from 'pg'

// What pg does not describe: that a client which was lent by a pool can be ended too, and what it talks through.
interface Inside {
  end(): Promise<void>
  connection: { stream: { destroy(): void } }
}

// As long as a goodbye may take on a network that works.
const GOODBYE_MS = 1000

/**
 * Ends a connection, by force when nobody answers: over a network that swallows packets pg would wait for ever. Never
 * rejects; what runs on the connection does.
 */
export async function hangUp(client: ClientBase): Promise<void> {
  const force = setTimeout(() => cutOff(client), GOODBYE_MS)
  await inside(client)
    .end()
    .catch(() => undefined) // it is broken: there is nobody to take leave of
  clearTimeout(force)
}

/** Closes the socket at once, as pg itself does to a connection that is stuck. */
export function cutOff(client: ClientBase): void {
  inside(client).connection.stream.destroy()
}

function inside(client: ClientBase): Inside {
  return client as unknown as Inside
}

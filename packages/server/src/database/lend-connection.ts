import type { Pool, PoolClient } from 'pg'

/**
 * A connection of the pool. One that got no answer in time waits for it still: it is not lent out again, because
 * whatever runs on it next would wait as well.
 */
export async function lendConnection(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect()
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown> | undefined
  const release = client.release.bind(client)
  const watched = (...args: unknown[]) => {
    const result = query(...args)
    result?.then?.(undefined, (error: unknown) => {
      if (error instanceof Error && error.message === 'Query read timeout') void endNow(client)
    })
    return result
  }
  return Object.assign<PoolClient, object>(client, {
    query: watched,
    release: (error?: Error | boolean) => {
      Reflect.deleteProperty(client, 'query')
      release(error)
    },
  })
}

// Undocumented for lent clients, and what pg itself does for those of its own: cuts the socket under a running query.
async function endNow(client: PoolClient): Promise<void> {
  const end = Reflect.get(client, 'end')
  await (Reflect.apply(end, client, []) as Promise<void>).catch(() => undefined)
}

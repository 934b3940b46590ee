import pg from 'pg'
import { hangUp } from './hang-up.ts'

/** Belfry's one channel. A message on it is a hint to poll at once; a process that misses it polls a second later. */
export const CHANNEL = 'belfry'

export interface ListenOptions {
  /** The connection broke, or there is none (PgBouncer): the timed polls go on. */
  lost?: (error: Error) => void
  /** The connection is there, perhaps again: messages may have been missed. */
  ready?: () => void
}

const AGAIN_MS = { first: 1000, longest: 30_000 }
const BEAT_MS = 5000
const ANSWER_MS = 5000
const STILL_LISTENING = 'select 1 from pg_listening_channels() as channel where channel = $1'

/**
 * Receives the channel's messages of committed transactions, on a separate connection that is reopened whenever it
 * breaks. A silent dead connection is detected within ten seconds.
 */
export function listenPostgres(
  address: string,
  heard: (payload: string) => void,
  { lost = () => undefined, ready = () => undefined }: ListenOptions = {},
): AsyncDisposable {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let failures = 0
  let closed = false

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: address,
      application_name: 'belfry listener',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    })
    client = next
    next.on('error', (error) => broken(next, error))
    next.on('end', () => broken(next, new Error('the connection ended')))
    next.on('notification', ({ payload = '' }) => heard(payload))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      await beat(next)
      ready()
    } catch (error) {
      broken(next, error instanceof Error ? error : new Error(String(error)))
    }
  }

  // Behind PgBouncer the connection answers, but gets no messages: that counts as broken.
  async function beat(current: pg.Client): Promise<void> {
    const { rows } = await current.query(STILL_LISTENING, [CHANNEL])
    if (rows.length === 0) throw new Error('the connection does not listen any more')
    if (current !== client || closed) return
    timer = setTimeout(() => {
      beat(current).then(
        () => (failures = 0),
        (error: Error) => broken(current, error),
      )
    }, BEAT_MS)
  }

  function broken(current: pg.Client, error: Error): void {
    if (current !== client) return
    client = undefined
    clearTimeout(timer)
    void hangUp(current)
    if (closed) return
    lost(error)
    timer = setTimeout(() => void connect(), Math.min(AGAIN_MS.first * 2 ** failures, AGAIN_MS.longest))
    failures = Math.min(failures + 1, 10)
  }

  void connect()
  return {
    async [Symbol.asyncDispose]() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      if (last !== undefined) await hangUp(last)
    },
  }
}

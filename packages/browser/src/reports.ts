import type { Memory } from './memory.ts'
import type { Server } from './server.ts'
import type { Store } from './store.ts'

/** What the person did with a notification. */
export interface Interaction {
  notification?: string
  kind?: 'displayed' | 'clicked' | 'closed' | 'action' | 'irrelevant' | 'relevant'
  action?: string
  /** In place of these: what an address carries that the browser has opened by itself. */
  token?: string
  at: number
}

/** A topic that the server has turned off because of a report, in words for the person. */
export interface Muted {
  topic: string
  title: string
  undo: string
}

/** Keeps what is given, tells the server all that it does not know yet, and resolves to what that has muted. */
export type Reports = (...more: Interaction[]) => Promise<Muted[] | undefined>

const LIMIT = 50

/**
 * Reports wait in IndexedDB until the server has them: without a network, until the next push or page. What happens
 * meanwhile goes together in the next request. One at a time; what a page and its worker both tell counts once.
 */
export function createReports(name: string, store: Store, memory: Memory, server: Server): Reports {
  let turn: Promise<unknown> = Promise.resolve()

  async function send(): Promise<Muted[] | undefined> {
    const interactions = (await store(name)) as Interaction[] | undefined
    const { handle } = await memory.read()
    if (!handle || !interactions?.length) return undefined
    const answer = await server.report({ handle, interactions }).catch((error: { status?: number }) => {
      // A server will never take what it calls malformed; else the next push or page tries again.
      if (error.status !== 400) throw error
    })
    const known = interactions.map((one) => JSON.stringify(one))
    await store(name, (all = []) => (all as Interaction[]).filter((one) => !known.includes(JSON.stringify(one))))
    return answer?.muted
  }

  return async (...more) => {
    if (more.length > 0) await store(name, (all = []) => [...(all as Interaction[]), ...more].slice(-LIMIT))
    const sent = turn.then(send).catch(() => undefined)
    turn = sent
    return sent
  }
}

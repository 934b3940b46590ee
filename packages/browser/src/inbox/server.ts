import type { InboxItem, InboxMarks } from './items.ts'

export interface InboxAnswer {
  items: InboxItem[]
  unread: number
  next: string | null
}

/** An inbox's requests; each rejects with an InboxFault, or when the network does not answer. */
export interface InboxServer {
  read(cursor?: string): Promise<InboxAnswer>
  /** Resolves to how many are unread then. */
  mark(marks: InboxMarks): Promise<number>
  /** A stream of events; it ends with the signal. */
  listen(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

/** The server's code for what is wrong. */
export class InboxFault extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Asking extends Omit<RequestInit, 'headers'> {
  headers?: Record<string, string>
}

const TIMEOUT_MS = 10_000

/** `proof`: the headers that say who asks, anew for each request: tokens expire. */
export function createInboxServer(base: string, proof: () => Promise<Record<string, string>>): InboxServer {
  async function ask(path: string, init: Asking): Promise<Response> {
    const response = await fetch(`${base}/inbox${path}`, {
      ...init,
      headers: { ...(await proof()), ...init.headers },
    })
    if (response.ok) return response
    const { code = `http-${response.status}`, detail = '' } = (await response.json().catch(() => ({}))) as {
      code?: string
      detail?: string
    }
    throw new InboxFault(code, detail)
  }
  return {
    async read(cursor) {
      const path = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
      return (await (await ask(path, { signal: AbortSignal.timeout(TIMEOUT_MS) })).json()) as InboxAnswer
    },
    async mark(marks) {
      const headers = { 'content-type': 'application/json' }
      // keepalive: a click on an entry leaves the page.
      const response = await ask('/marks', { method: 'POST', headers, body: JSON.stringify(marks), keepalive: true })
      return ((await response.json()) as { unread: number }).unread
    },
    async listen(signal) {
      const { body } = await ask('/events', { signal })
      if (body === null) throw new InboxFault('no-stream', '')
      return body
    },
  }
}

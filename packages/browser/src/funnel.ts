import type { BelfryClient } from './client.ts'

/**
 * Tells the server of each step on the way to a subscription, to be counted: the step, the topic and your name for the
 * question, and nothing of the person. Returns the function that ends it.
 *
 * @example
 * const client = createClient()
 * countFunnel(client, '/b/default')
 */
export function countFunnel(client: BelfryClient, base: string): () => void {
  const listening = new AbortController()
  const send = ({ detail }: { detail: object }): void => {
    const body = new Blob([JSON.stringify(detail)], { type: 'application/json' })
    // keepalive: the page may be left with this very click. No cookies: nobody is counted by name. A count that is lost
    // is lost.
    void fetch(`${base}/funnel`, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => undefined)
  }
  client.addEventListener('funnel', send, { signal: listening.signal })
  return () => listening.abort()
}

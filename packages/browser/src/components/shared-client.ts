import { createClient, type BelfryClient, type State } from '../client.ts'
import { countFunnel } from '../funnel.ts'

const clients = new Map<string, BelfryClient>()
const counted = new WeakSet<BelfryClient>()
const synced = new WeakMap<BelfryClient, Promise<unknown>>()

/** The path of the site on its Belfry: as given, else where this file came from, else the default. */
export function basePath(element: { base?: string | null | undefined; site?: string | null | undefined }): string {
  const served = /.*\/b\/[^/]+(?=\/components[^/]*\.js)/.exec(import.meta.url)?.[0]
  const path = element.base ?? (element.site ? `/b/${element.site}` : (served ?? '/b/default'))
  return new URL(path, location.href).href.replace(/\/$/, '')
}

/** The one client of all components of a site in this page. */
export function sharedClient(base: string): BelfryClient {
  const client = clients.get(base) ?? createClient({ base })
  clients.set(base, client)
  return client
}

/**
 * Counts the client's funnel and makes browser and server agree, once a page for each client. The state is that of now,
 * also for the element that joins later.
 */
export async function joinClient(client: BelfryClient, base: string): Promise<State> {
  if (!counted.has(client)) {
    counted.add(client)
    countFunnel(client, base)
  }
  const before = synced.get(client)
  if (before) return before.then(() => client.state())
  const syncing = client.sync()
  synced.set(client, syncing)
  return syncing
}

import { server } from './belfry.ts'

/** What the page SDK of a site says of this browser; packages/browser has the rest of it. */
export interface OwnBrowser {
  status: string
  endpoint?: string
  code?: string
  reason?: string
}

/** The SDK as the site serves it: the dashboard is one more page of the site, where its origin may be one. */
export interface OwnClient {
  state(): Promise<OwnBrowser>
  subscribe(): Promise<OwnBrowser>
  unsubscribe(): Promise<OwnBrowser>
}

interface Sdk {
  createClient: (options: { site: string; base: string; topics: readonly string[] }) => OwnClient
}

/** Loads the SDK of a site. It asks for nothing, and changes nothing by itself. */
export async function loadOwnClient(site: string): Promise<OwnClient> {
  const base = `${server}/b/${site}`
  const { createClient } = (await import(/* @vite-ignore */ `${base}/client.js`)) as Sdk
  return createClient({ site, base, topics: [] })
}

/** The id by which Belfry names the subscription of an endpoint. */
export async function subscriptionOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  const first = String.fromCharCode(...new Uint8Array(hash).subarray(0, 16))
  return btoa(first).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

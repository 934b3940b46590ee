import { Hono } from 'hono'
import type { HttpEnv } from './environment.ts'
import type { Endpoint } from './operation.ts'
import { resource, type Method } from './resource.ts'

/** Addresses by path, each with what its methods do. `:name` in a path is a parameter. */
export type Addresses = Readonly<Record<string, { readonly [M in Method]?: Endpoint }>>

/** The HTTP routes of one room: an app to be mounted, and the data to describe it. */
export interface RouteFile {
  /** The heading in the reference. */
  tag: { name: string; description: string }
  addresses: Addresses
  app: Hono<HttpEnv>
}

/** Makes the routes of a room; assembly/routes.ts lists them all. */
export function routeFile(tag: RouteFile['tag'], addresses: Addresses): RouteFile {
  const app = new Hono<HttpEnv>({ strict: true })
  for (const [path, endpoints] of Object.entries(addresses)) resource(app, path, endpoints)
  return { tag, addresses, app }
}

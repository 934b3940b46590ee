import type { IncomingMessage } from 'node:http'
import { getPath } from 'hono/utils/url'

/** The address of a request, before an app, a router or a proxy has cut off a part. */
export interface Addressed {
  request?: Request
  incoming?: (IncomingMessage & { originalUrl?: unknown }) | undefined
}

export interface RequestPaths {
  /** The path for Belfry's routes, `/b/default/config` say; a path of no route where it is not Belfry's. */
  inside(addressed: Addressed): string
  isOurs(addressed: Addressed): boolean
  /** The prefix of such a path for a browser: '' at the root of the site. */
  prefix(addressed: Addressed): string
}

const NOWHERE = '/..'
// URL parsers resolve them: behind a mount that sees /b/../v1 they would lead out of the mounted path.
const DOT_SEGMENT = /(^|[/\\])(\.|%2e){1,2}([/\\?#]|$)/i

/**
 * Finds Belfry's path in a request, wherever an app has mounted it. `app.use('/b', …)` of Express cuts /b off the URL
 * and leaves all of it in `originalUrl`; `app.use('/app', …)` cuts off the part before Belfry's; others cut nothing,
 * and `basePath` is the part before; `basePathOf` the same of a single site, for its own addresses. `firstSegments` are
 * those of Belfry's own routes.
 */
export function requestPaths(
  basePath: string,
  firstSegments: () => ReadonlySet<string>,
  basePathOf: (siteId: string) => string | undefined = () => undefined,
): RequestPaths {
  const isRouted = (path: string) => firstSegments().has(path.split('/', 2)[1] ?? '')

  function find(addressed: Addressed): string | undefined {
    const { request, incoming } = addressed
    const whole = outermost(addressed)
    if (incoming !== undefined && DOT_SEGMENT.test(whole.replace(/[?#].*/s, ''))) return undefined
    const seen = [whole, incoming?.url, request?.url].filter((url) => url !== undefined).map(pathOf)
    return seen.flatMap((path) => [withoutBase(path, basePath), withoutSiteBase(path, basePathOf), path]).find(isRouted)
  }

  return {
    inside: (addressed) => find(addressed) ?? NOWHERE,
    isOurs: (addressed) => find(addressed) !== undefined,
    prefix(addressed) {
      const path = find(addressed) ?? NOWHERE
      const whole = pathOf(outermost(addressed))
      // A proxy in front may have cut it off: then only the option knows it.
      return whole.endsWith(path) && whole !== path ? whole.slice(0, -path.length) : basePath
    },
  }
}

function outermost({ request, incoming }: Addressed): string {
  const { originalUrl } = incoming ?? {}
  return typeof originalUrl === 'string' ? originalUrl : (incoming?.url ?? request?.url ?? '/')
}

function pathOf(url: string): string {
  return getPath({ url: url.startsWith('/') ? `http://localhost${url}` : url } as Request)
}

function withoutBase(path: string, basePath: string): string {
  return basePath !== '' && path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path
}

// As a site's base path is bounded by its schema.
const LONGEST_BASE = 200

function withoutSiteBase(path: string, basePathOf: (siteId: string) => string | undefined): string {
  for (let at = path.indexOf('/b/', 1); at !== -1 && at <= LONGEST_BASE; at = path.indexOf('/b/', at + 1)) {
    const [siteId = ''] = path.slice(at + '/b/'.length).split('/', 1)
    if (basePathOf(siteId) === path.slice(0, at)) return path.slice(at)
  }
  return path
}

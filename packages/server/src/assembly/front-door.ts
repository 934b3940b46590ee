import type { DatabaseSync } from 'node:sqlite'
import type { Belfry, NotifyOptions, PostgresClient } from '../belfry.ts'
import type { HttpEnv } from '../http/environment.ts'
import { nodeListener } from '../http/node-listener.ts'
import { problemAnswer, type ProblemDetails } from '../http/problem-answer.ts'
import type { RequestPaths } from '../http/request-path.ts'
import { secureHeaders } from '../http/secure-headers.ts'
import { clientAddressReader, isLoopback, networkOf, type TrustedProxies } from '../limits/client-address.ts'
import type { NotificationInput } from '../notifications/schema.ts'
import { LINK_LIFETIME_MS, type PreferencesLinks } from '../preferences/links.ts'
import { Refusal } from '../refusals/refusal.ts'
import { signIdentity } from '../subscribers/identity.ts'
import {
  checkIncoming,
  checkNotifyOptions,
  checkPreviewOptions,
  checkRequest,
  checkSignOut,
  checkWho,
} from './check-arguments.ts'
import { createInFlight } from './in-flight.ts'
import type { Pipeline } from './pipeline.ts'

const LIFETIME_MS = 12 * 3600 * 1000
// A body may take ten seconds to arrive: the slow ones of one network leave most places to others.
const REQUESTS_AT_ONCE = { all: 2000, each: 250 }
const HEALTH = new Set(['/healthz', '/readyz'])

export interface FrontDoorNeeds {
  app: { fetch(request: Request, bindings: HttpEnv['Bindings']): Response | Promise<Response> }
  paths: RequestPaths
  pipeline: Pick<Pipeline, 'notifications' | 'previews' | 'createWithin' | 'createWith'>
  proxies: TrustedProxies
  hsts: boolean
  links: Pick<PreferencesLinks, 'make'>
  signOut(who: { site: string; subscriber: string; only?: 'grants' | undefined }): ReturnType<Belfry['signOut']>
  setUpLink: Belfry['setUpLink']
  /** Whether there is such a site, as this process has read last. */
  hasSite: (site: string) => boolean
  /** Of a site: what its identity tokens are signed with. */
  identityKeyOf: (site: string) => string
  now: () => number
  /** Closes the rest, once everything that came in has ended. */
  release: () => Promise<void>
}

/** The Belfry that an app holds: requests and notifications come in here, in a bounded number, until it is closed. */
export function createFrontDoor(needs: FrontDoorNeeds): Belfry {
  const { app, paths, pipeline, proxies, identityKeyOf, now, release } = needs
  const inFlight = createInFlight(REQUESTS_AT_ONCE)
  let closing: Promise<void> | undefined
  const clientAddress = clientAddressReader(proxies)
  const refuse = (code: 'server-closing' | 'server-busy', details: ProblemDetails) => {
    const refusal = problemAnswer(code, details)
    secureHeaders(refusal.headers, needs)
    return refusal
  }
  const answer = async (request: Request, given?: unknown): Promise<Response> => {
    checkRequest(request)
    if (closing) return refuse('server-closing', { headers: { connection: 'close', 'retry-after': '5' } })
    const bindings: HttpEnv['Bindings'] = typeof given === 'object' && given !== null ? given : {}
    const { incoming } = bindings
    // A supervisor has to learn that the process is busy, and not that it is dead.
    if (HEALTH.has(paths.inside({ request, incoming }))) return app.fetch(request, bindings)
    const address = clientAddress(incoming?.socket?.remoteAddress, (name) => request.headers.get(name) ?? undefined)
    const who = address === undefined || isLoopback(address) ? undefined : networkOf(address)
    if (!inFlight.hasRoom(who)) return refuse('server-busy', { headers: { 'retry-after': '1' } })
    return inFlight.track(Promise.resolve(app.fetch(request, bindings)), who)
  }
  const listen = nodeListener(answer, (incoming) => paths.isOurs({ incoming }))
  const notify: Notify = (notification, options) => {
    if (options?.transaction === undefined) return notifyLater(notification, options)
    const { site, idempotencyKey } = checkNotifyOptions(options)
    return pipeline.createWithin(options.transaction, site, notification, { idempotencyKey })
  }
  const notifyLater = async (notification: NotificationInput, options: unknown): Promise<{ id: string }> => {
    const { site, client, idempotencyKey } = checkNotifyOptions(options)
    if (closing) throw new Refusal('server-closing', 'Belfry is closed')
    if (client) return inFlight.track(pipeline.createWith(client, site, notification, { idempotencyKey }))
    const created = pipeline.notifications.create(site, notification, { idempotencyKey })
    return inFlight.track(created.then(({ notification: { id } }) => ({ id })))
  }
  const close = () => (closing ??= inFlight.ended().then(release))

  return {
    fetch: answer,
    listener: (incoming, outgoing, next) => {
      checkIncoming(incoming, outgoing)
      listen(incoming, outgoing, next)
    },
    notify: notify as Belfry['notify'],
    async preview(notification, options) {
      const { site } = checkPreviewOptions(options)
      if (closing) throw new Refusal('server-closing', 'Belfry is closed')
      return inFlight.track(pipeline.previews.preview(site, notification))
    },
    identify: (given) => {
      const { expiresInMs, ...who } = checkWho(given, 'identify', LIFETIME_MS)
      if (!needs.hasSite(who.site)) {
        const message = `there is no site ${JSON.stringify(who.site.slice(0, 100))}`
        throw new Refusal('site-unknown', message, { field: 'site' })
      }
      const at = now()
      const times = { iat: Math.floor(at / 1000), exp: Math.floor((at + expiresInMs) / 1000) }
      return signIdentity({ ...who, ...times }, identityKeyOf(who.site))
    },
    preferencesLink: async (given) => {
      const { site, ...wish } = checkWho(given, 'preferencesLink', LINK_LIFETIME_MS)
      if (closing) throw new Refusal('server-closing', 'Belfry is closed')
      return inFlight.track(needs.links.make(site, wish))
    },
    async signOut(given) {
      const who = checkSignOut(given)
      if (closing) throw new Refusal('server-closing', 'Belfry is closed')
      return inFlight.track(needs.signOut(who))
    },
    setUpLink: async () => {
      if (closing) throw new Refusal('server-closing', 'Belfry is closed')
      return inFlight.track(needs.setUpLink())
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

// All forms of Belfry.notify in one.
type Notify = (
  notification: NotificationInput,
  options?: NotifyOptions & { transaction?: DatabaseSync; client?: PostgresClient },
) => { id: string } | Promise<{ id: string }>

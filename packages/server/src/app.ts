import type { DatabaseSync } from 'node:sqlite'
import { getRequestListener } from '@hono/node-server'
import type { Belfry, NotifyOptions, PostgresClient } from './belfry.ts'
import { openDataFolder } from './config/data-folder.ts'
import type { Config } from './config/options.ts'
import { openSecrets, type OpenedSecrets } from './config/secrets.ts'
import { openDatabase } from './database/open-database.ts'
import { whyUnusable } from './database/postgres-errors.ts'
import { browserFiles } from './http/browser-files.ts'
import { createHttpEvents } from './http/events.ts'
import { problemAnswer } from './http/problem-answer.ts'
import { createRoutes } from './http/routes.ts'
import { createInFlight } from './in-flight.ts'
import { createLogger, type Log } from './logger.ts'
import { createMetricFamilies } from './metric-families.ts'
import { METRICS_TYPE, metricsText } from './metrics-text.ts'
import { createMetrics } from './metrics.ts'
import type { NotificationInput } from './notifications/schema.ts'
import type { Pipeline, StartPipeline } from './pipeline.ts'
import { createReadiness } from './readiness.ts'
import { Refusal } from './refusal.ts'
import { contactSubject } from './sites/contact-subject.ts'
import { establishSite, type EstablishedSite } from './sites/establish-site.ts'
import { DEFAULT_SITE } from './sites/site.ts'
import { identityKey, signIdentity } from './subscribers/identity.ts'
import { createSubscriptionEvents } from './subscriptions/events.ts'
import { handleKey } from './subscriptions/handle.ts'
import { declareTopics } from './topics/declare-topics.ts'

const SUBSCRIPTIONS_PER_SUBSCRIBER = 100
const IDENTITY_LIFETIME_MS = 12 * 3600 * 1000
const REQUESTS_AT_ONCE = 2000
// The engine's own connection does the heavy reading, and moves the log into the file: that takes 10 to 30 ms, which
// the loop that answers spends only where nobody else does it.
const CACHE_MIB = 16
const CHECKPOINT_AT_MIB = 32
// Whoever asks over HTTP has little more; then it answers 503. A silent database is found out sooner.
const PATIENCE_MS = 8000

/** Puts Belfry together: everything is made here and passed in, nothing is found by itself. */
export async function startBelfry(config: Config, startPipeline: StartPipeline): Promise<Belfry> {
  const { now } = config
  const logLevel = typeof config.log === 'string' ? config.log : 'info'
  const log = typeof config.log === 'string' ? createLogger(config.log) : config.log
  const metrics = createMetrics()

  openDataFolder(config.data)
  const opened = openSecrets(config.data, config.secrets)
  const { secret, vapid, apiKey } = opened.secrets
  const database = await openDatabase(config.database, {
    now,
    cacheMiB: CACHE_MIB,
    checkpointAtMiB: CHECKPOINT_AT_MIB,
    patienceMs: PATIENCE_MS,
    watchesSilence: true,
  })
  let pipeline: Pipeline
  try {
    const publicKeys = vapid.map((pair) => pair.publicKey)
    const settings = { id: DEFAULT_SITE, ...config.site, publicKeys, apiKey, keepsKeys: database.isShared } // prettier-ignore
    const established = await establishSite(database, settings, now())
    const topics = Object.entries(config.topics).map(([id, topic]) => ({ id, ...topic }))
    await declareTopics(database, DEFAULT_SITE, topics, now())
    sayWhatWasFound(log, opened, established)
    const subject = contactSubject(established.site)
    pipeline = await startPipeline({ database, work: config.work, concurrency: config.concurrency, encryption: config.encryption, maxPerMinute: config.maxPerMinute, vapid, subject, push: config.push, log, logLevel, metrics, now }) // prettier-ignore
  } catch (error) {
    await database.close()
    throw database.isAway(error) ? whyUnusable(error, database.address) : error
  }

  const families = createMetricFamilies({ metrics, database, stats: () => pipeline.stats(), now })
  const identityKeyOf = (site: string) => identityKey(secret, site)
  const routes = createRoutes({
    database,
    files: browserFiles(),
    subscription: {
      events: createSubscriptionEvents(log, metrics),
      rules: {
        allow: config.push.allow,
        handleKey: handleKey(secret),
        subscriptionsPerSubscriber: SUBSCRIPTIONS_PER_SUBSCRIBER,
      },
      identityKeyOf,
    },
    notifications: pipeline.notifications,
    jobs: pipeline.jobs,
    metrics,
    metricsPage: async () => ({
      text: metricsText(await families.gather()),
      type: METRICS_TYPE,
    }),
    readiness: createReadiness({ database, isWorking: () => pipeline.isWorking(), now }),
    events: createHttpEvents(log, metrics),
    now,
  })

  const inFlight = createInFlight(REQUESTS_AT_ONCE)
  let closing: Promise<void> | undefined
  const answer = async (request: Request, bindings: object = {}): Promise<Response> => {
    if (closing) return problemAnswer('server-closing', { headers: { connection: 'close', 'retry-after': '5' } }) // prettier-ignore
    if (inFlight.isFull) return problemAnswer('server-busy', { headers: { 'retry-after': '1' } })
    return inFlight.track(Promise.resolve(routes.fetch(request, bindings)))
  }
  const notify: Notify = (
    notification,
    { site = DEFAULT_SITE, transaction, client, ...rest } = {},
  ) => {
    if (transaction) return pipeline.createWithin(transaction, site, notification, rest)
    if (closing) return Promise.reject(new Refusal('server-closing', 'Belfry is closed'))
    if (client) return inFlight.track(pipeline.createWith(client, site, notification, rest))
    const created = pipeline.notifications.create(site, notification, rest)
    return inFlight.track(created.then(({ notification: { id } }) => ({ id })))
  }
  const close = () =>
    (closing ??= (async () => {
      await inFlight.ended()
      families[Symbol.dispose]()
      await pipeline.close()
      await database.close()
    })())

  return {
    fetch: answer,
    listener: listenerOf(answer),
    notify: notify as Belfry['notify'],
    identify: ({ subscriber, topics = [], site = DEFAULT_SITE, expiresInMs = IDENTITY_LIFETIME_MS }) =>
      signIdentity({ site, subscriber, topics, exp: Math.floor((now() + expiresInMs) / 1000) }, identityKeyOf(site)), // prettier-ignore
    close,
    [Symbol.asyncDispose]: close,
  }
}

// All forms of Belfry.notify in one.
type Notify = (
  notification: NotificationInput,
  options?: NotifyOptions & { transaction?: DatabaseSync; client?: PostgresClient },
) => { id: string } | Promise<{ id: string }>

function listenerOf(
  answer: (request: Request, bindings: object) => Promise<Response>,
): Belfry['listener'] {
  // The app's own Request and Response stay as they are.
  const listener = getRequestListener(answer, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}

function sayWhatWasFound(
  log: Log,
  opened: OpenedSecrets,
  { site, orphaned }: EstablishedSite,
): void {
  for (const note of opened.notes) log.warn({}, note)
  if (opened.created)
    log.info({ file: opened.file }, 'made the secrets of this server: back them up')
  if (site.contact === null) log.warn({}, 'no contact is set: push services cannot write to you')
  if (site.origins.length === 0)
    log.warn({}, 'no URL and no origins are set: no page can subscribe')
  for (const { keyId, subscriptions } of orphaned) {
    log.error(
      { keyId, subscriptions },
      'a VAPID private key is missing: these subscriptions cannot be sent to',
    )
  }
}

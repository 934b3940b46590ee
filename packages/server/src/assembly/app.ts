import { subscriptionsAged } from '../ageing/events.ts'
import { createAlarmBell } from '../alarms/alarm-bell.ts'
import { createAccounts, linkPath, type Accounts } from '../accounts/accounts.ts'
import { createPasswordHasher } from '../accounts/password.ts'
import { signInByAccounts, signInByApp, type DashboardSignIn } from '../accounts/dashboard-sign-in.ts'
import { createAccountEvents } from '../accounts/events.ts'
import { noteDeploy } from '../annotations/note-deploy.ts'
import type { Belfry } from '../belfry.ts'
import type { Config } from '../config/options.ts'
import { whyUnusable } from '../database/postgres-errors.ts'
import { browserFiles } from '../http/browser-files.ts'
import { dashboardFiles } from '../http/dashboard-files.ts'
import { landingKey } from '../forms/landing-token.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { watchKeyAddresses } from '../audit/key-addresses.ts'
import { createHttpEvents } from '../http/events.ts'
import { auditedAccountEvents, auditedHttpEvents, auditedSubscriptionEvents } from './audit-events.ts'
import { createFrontDoor } from './front-door.ts'
import { createInboxEvents } from '../inbox/events.ts'
import { inheritMarks } from '../inbox/inherit-marks.ts'
import { createInboxStreams } from '../inbox/inbox-streams.ts'
import { createLiveSetUp } from './live-set-up.ts'
import { createLogger } from '../telemetry/logger.ts'
import { confirmationKey } from '../mcp/confirmation.ts'
import { createMetricFamilies } from './metric-families.ts'
import { METRICS_TYPE, metricsText } from '../telemetry/metrics-text.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createProgressStreams } from '../notifications/progress-streams.ts'
import type { Pipeline, StartPipeline } from './pipeline.ts'
import { createPreferencesEvents } from '../preferences/events.ts'
import { linkKey } from '../preferences/link-token.ts'
import { createPreferencesLinks } from '../preferences/links.ts'
import { REFUSAL_CATALOGUE } from './refusal-catalogue.ts'
import { createRoutes } from './routes.ts'
import { createReadiness } from './readiness.ts'
import { createServerDoctor } from './server-doctor.ts'
import { createServerLoad } from './server-load.ts'
import { createServerReport } from './server-report.ts'
import { watchApiKeyUse } from '../keys/api-key-use.ts'
import { createNewcomerLimit } from '../limits/newcomers.ts'
import { createSignOut } from './sign-out.ts'
import { createSiteDirectory } from '../sites/site-directory.ts'
import type { Site } from '../sites/site.ts'
import { identityKey } from '../subscribers/identity.ts'
import { createSubscriberEvents } from '../subscribers/events.ts'
import { createSubscriptionEvents } from '../subscriptions/events.ts'
import { handleKey } from '../subscriptions/handle.ts'
import { sayWhatWasFound } from './say-what-was-found.ts'
import { rulesOfSite } from './rules-of-site.ts'
import { createSetUpRooms } from './set-up-rooms.ts'
import { openSetUp } from './open-set-up.ts'
import { VERSION } from '../version.ts'
import { watchSetUp, type SetUpWatch } from './watch-set-up.ts'

// The engine's own connection does the heavy reading, and moves the log into the file: that takes 10 to 30 ms, which
// the loop that answers spends only where nobody else does it.
const CACHE_MIB = 16
const CHECKPOINT_AT_MIB = 32
// An HTTP client waits little longer; then it is answered 503. A silent database is found out sooner.
const PATIENCE_MS = 8000

export interface StartedBelfry extends Belfry {
  /** The site `default`, as this start found it. */
  readonly site: Site
}

/** Puts Belfry together: everything is made here and passed in, nothing is found by itself. */
export async function startBelfry(
  config: Config,
  startPipeline: StartPipeline,
  passwords = createPasswordHasher(),
): Promise<StartedBelfry> {
  const { now } = config
  const logLevel = typeof config.log === 'string' ? config.log : 'info'
  const log = typeof config.log === 'string' ? createLogger(config.log) : config.log
  const metrics = createMetrics()

  const { database, opened, masterKeys, found } = await openSetUp(config, {
    cacheMiB: CACHE_MIB,
    checkpointAtMiB: CHECKPOINT_AT_MIB,
    patienceMs: PATIENCE_MS,
    watchesSilence: true,
  })
  let pipeline: Pipeline
  let watch: SetUpWatch
  const { secret } = opened.secrets
  const { site } = found
  const hsts = config.hsts === 'by-url' ? (site.url?.startsWith('https:') ?? false) : config.hsts
  sayWhatWasFound(log, config, opened, found)
  // A mark in charts: nothing waits for it, or fails with it.
  await noteDeploy(database, VERSION, now()).catch((error: unknown) =>
    log.warn({ err: error }, 'no mark of this start'),
  )
  const directory = createSiteDirectory(database.kysely)
  const live = createLiveSetUp(database.kysely, masterKeys, log)
  try {
    // First the version: what changes meanwhile is a change that the watch finds.
    const version = await directory.refresh()
    pipeline = await startPipeline({
      database,
      work: config.work,
      concurrency: config.concurrency,
      encryption: config.encryption,
      maxPerMinute: config.maxPerMinute,
      keepContentDays: config.keepContentDays,
      ageing: config.ageing,
      setUp: await live.read(),
      pacesOf: (site) => live.pacesOf(site),
      noticesOf: (site) => live.noticesOf(site),
      push: config.push,
      log,
      logLevel,
      metrics,
      ring: createAlarmBell({ database, notifications: () => pipeline.notifications, log, now }),
      handleKey: handleKey(secret),
      landingKey: landingKey(secret),
      now,
    })
    watch = watchSetUp(version, {
      version: () => directory.refresh(),
      changed: async () => pipeline.setUp(await live.read()),
      log,
    })
  } catch (error) {
    await database.close()
    throw database.isAway(error) ? whyUnusable(error, database.address) : error
  }

  const families = createMetricFamilies({ metrics, database, stats: () => pipeline.stats(), now })
  const apiKeyUse = watchApiKeyUse(database, now)
  const audit = createAuditLog({ database, log, now })
  const accountEvents = auditedAccountEvents(createAccountEvents(log, metrics, now), audit)
  const accounts = () => createAccounts({ database, secret, passwords, events: accountEvents, now })
  const signIn = createSignIn(config.dashboard, accounts)
  const identityKeyOf = (site: string) => identityKey(secret, site)
  const readiness = createReadiness({ database, isWorking: () => pipeline.isWorking(), now })
  const inboxStreams = createInboxStreams({ database, log })
  const progressStreams = createProgressStreams({ database, log, now })
  const preferencesLinks = createPreferencesLinks({
    database,
    directory,
    key: linkKey(secret),
    basePath: config.basePath,
    now,
  })
  const subscriptionEvents = auditedSubscriptionEvents(createSubscriptionEvents(log, metrics), audit)
  const { app, paths } = createRoutes({
    database,
    ageing: config.ageing,
    aged: (ended) => subscriptionsAged(ended, { log, metrics }),
    directory,
    apiKeyUse,
    keyAddress: watchKeyAddresses(database, audit),
    // It is committed: what cannot be looked at now is found a second later.
    setUp: createSetUpRooms({ database, masterKeys, changed: () => watch.look().catch(() => undefined), now }),
    files: browserFiles(),
    signIn,
    dashboardFiles: dashboardFiles(),
    subscription: {
      events: subscriptionEvents,
      admitNewcomer: createNewcomerLimit(pipeline.shareBudget),
      trustedProxies: config.proxies,
      rulesOf: async (id) => ({
        allow: config.push.allow,
        handleKey: handleKey(secret),
        inherit: (tx, whose) => inheritMarks(tx, database.dialect, whose),
        ...rulesOfSite(await directory.site(id)),
      }),
      identityKeyOf,
      callerKeys: { handleKey: handleKey(secret), identityKeyOf, now },
    },
    inbox: {
      keys: { handleKey: handleKey(secret), identityKeyOf, now },
      events: createInboxEvents(log, metrics),
      streams: inboxStreams,
    },
    subscriberEvents: createSubscriberEvents(log, metrics),
    preferences: {
      links: preferencesLinks,
      events: createPreferencesEvents(metrics),
      caller: { handleKey: handleKey(secret), identityKeyOf, now },
    },
    notifications: pipeline.notifications,
    progressStreams,
    interactions: pipeline.interactions,
    funnel: pipeline.funnel,
    jobs: pipeline.jobs,
    previews: pipeline.previews,
    metrics,
    metricsPage: async () => ({
      text: metricsText(await families.gather()),
      type: METRICS_TYPE,
    }),
    readiness,
    serverReport: createServerReport({
      address: database.address,
      readiness,
      threads: config.work ? config.concurrency : 0,
      stats: () => pipeline.stats(),
      startedAt: now(),
    }),
    serverLoad: createServerLoad({ database, stats: () => pipeline.stats(), now }),
    doctor: createServerDoctor({ config, database, masterKeys }),
    mcp: { confirmationKey: confirmationKey(secret) },
    events: auditedHttpEvents(createHttpEvents(log, metrics, REFUSAL_CATALOGUE, now), audit, database, now),
    shareBudget: pipeline.shareBudget,
    keyRequestsPerMinute: config.keyRequestsPerMinute,
    hsts,
    trustedProxies: config.proxies,
    now,
    basePath: config.basePath,
    basePathOf: (site) => live.basePathOf(site),
  })

  const door = createFrontDoor({
    app,
    paths,
    pipeline,
    proxies: config.proxies,
    hsts,
    links: preferencesLinks,
    signOut: createSignOut({ database, directory, events: subscriptionEvents, now }),
    setUpLink: async () => {
      const link = await signIn?.accounts?.setUpLink()
      if (link === undefined) return undefined
      const path = `${config.basePath}${linkPath('set-up', link.token)}`
      const url = site.url === null ? path : new URL(path, site.url).href
      return { url, path, expiresAt: link.expiresAt }
    },
    hasSite: (site) => live.basePathOf(site) !== undefined,
    identityKeyOf,
    now,
    async release() {
      families[Symbol.dispose]()
      inboxStreams.close()
      progressStreams.close()
      await watch[Symbol.asyncDispose]()
      await apiKeyUse[Symbol.asyncDispose]()
      await audit[Symbol.asyncDispose]()
      await pipeline.close()
      await database.close()
    },
  })
  return { site, ...door }
}

function createSignIn(dashboard: Config['dashboard'], accounts: () => Accounts): DashboardSignIn | undefined {
  if (typeof dashboard === 'object') return signInByApp(dashboard.signIn)
  return dashboard ? signInByAccounts(accounts()) : undefined
}

import type { DashboardSignIn } from '../accounts/dashboard-sign-in.ts'
import { ownAccountRoutes } from '../accounts/own-account-routes.ts'
import { passkeyRoutes } from '../accounts/passkey-routes.ts'
import { peopleRoutes } from '../accounts/people-routes.ts'
import { sessionRoutes } from '../accounts/session-routes.ts'
import type { AgeingPolicy } from '../ageing/policy.ts'
import { ageingRoutes, type AgeingRouteNeeds } from '../ageing/routes.ts'
import { alarmRoutes } from '../alarms/routes.ts'
import { annotationRoutes } from '../annotations/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import { consentRoutes } from '../consents/routes.ts'
import type { Database } from '../database/database.ts'
import { exportRoutes } from '../exports/routes.ts'
import { deliveryRoutes } from '../deliveries/routes.ts'
import { jobRoutes, type Jobs } from '../deliveries/given-up/routes.ts'
import { detailsRoutes } from '../details/routes.ts'
import { diagnosisRoutes } from '../diagnosis/routes.ts'
import { doctorRoutes, type Doctor } from '../doctor/routes.ts'
import { eraseSubscriber } from '../erasures/erase-subscriber.ts'
import type { Funnel } from '../funnel/funnel.ts'
import { funnelRoutes, funnelStatsRoutes } from '../funnel/routes.ts'
import type { BrowserFiles } from '../http/browser-files.ts'
import type { DashboardFiles } from '../http/dashboard-files.ts'
import { createHttpApp, type HttpNeeds, type Routes } from '../http/http-app.ts'
import type { RouteFile } from '../http/route-file.ts'
import { browserFileRoutes } from '../http/routes/browser-files.ts'
import { dashboardRoutes } from '../http/routes/dashboard.ts'
import { descriptionRoutes } from '../http/routes/description.ts'
import { healthRoutes, type Readiness } from '../http/routes/health.ts'
import { metricsRoutes, type MetricsPage } from '../http/routes/metrics.ts'
import { serverRoutes, type ServerLoad, type ServerReport } from '../http/routes/server.ts'
import { pageInboxRoutes, type PageInboxNeeds } from '../inbox/page-routes.ts'
import { staffInboxRoutes } from '../inbox/staff-routes.ts'
import type { InteractionIntake } from '../interactions/intake.ts'
import { interactionStatsRoutes } from '../interactions/stats-routes.ts'
import { interactionRoutes } from '../interactions/routes.ts'
import { mcpRoutes, type McpRouteNeeds } from '../mcp/routes.ts'
import { notificationRoutes, type Notifications } from '../notifications/routes.ts'
import type { ProgressStreams } from '../notifications/progress-streams.ts'
import { previewRoutes } from '../previews/routes.ts'
import type { Previews } from '../previews/previews.ts'
import { preferencesPageRoutes, type PreferencesPageRouteNeeds } from '../preferences/page-routes.ts'
import { linkPageRoutes, type LinkPageNeeds } from '../preferences/page/routes.ts'
import { preferencesRoutes, type PreferencesRouteNeeds } from '../preferences/routes.ts'
import { clientAddressReader } from '../limits/client-address.ts'
import { grantsOf, operatorGrantsOf, type GrantNeeds } from './grants.ts'
import type { ApiKeyUse } from '../keys/api-key-use.ts'
import { apiKeyRoutes } from '../keys/api-key-routes.ts'
import { vapidKeyRoutes } from '../keys/vapid-key-routes.ts'
import { selfTestRoutes } from '../self-test/routes.ts'
import { siteRoutes } from '../sites/routes.ts'
import type { SetUpRooms } from './set-up-rooms.ts'
import type { SiteDirectory } from '../sites/site-directory.ts'
import type { SubscriberEvents } from '../subscribers/events.ts'
import { statisticsRoutes } from '../statistics/routes.ts'
import { subscriberRoutes } from '../subscribers/routes.ts'
import { configRoutes } from '../subscriptions/config-routes.ts'
import { deviceRoutes, type DeviceRouteNeeds } from '../subscriptions/device-routes.ts'
import { pageRoutes, type PageRouteNeeds } from '../subscriptions/page-routes.ts'
import { signOutRoutes } from '../subscriptions/sign-out-routes.ts'
import { subscriptionRoutes } from '../subscriptions/routes.ts'
import { topicRoutes } from '../topics/routes.ts'
import { REFUSAL_CATALOGUE } from './refusal-catalogue.ts'

export interface RouteNeeds extends Pick<
  HttpNeeds,
  | 'metrics'
  | 'events'
  | 'now'
  | 'trustedProxies'
  | 'basePath'
  | 'basePathOf'
  | 'shareBudget'
  | 'keyRequestsPerMinute'
  | 'hsts'
> {
  database: Database
  ageing: AgeingPolicy
  aged: AgeingRouteNeeds['aged']
  directory: SiteDirectory
  apiKeyUse: Pick<ApiKeyUse, 'note'>
  keyAddress: GrantNeeds['keyAddress']
  setUp: SetUpRooms
  files: BrowserFiles
  /** Undefined without a dashboard. */
  signIn: DashboardSignIn | undefined
  dashboardFiles: DashboardFiles
  subscription: Omit<PageRouteNeeds & DeviceRouteNeeds, 'database' | 'now'>
  subscriberEvents: SubscriberEvents
  preferences: Omit<PreferencesRouteNeeds & PreferencesPageRouteNeeds & LinkPageNeeds, 'database' | 'directory' | 'now'>
  notifications: Notifications
  progressStreams: Pick<ProgressStreams, 'find'>
  interactions: InteractionIntake
  funnel: Funnel
  inbox: Pick<PageInboxNeeds, 'keys' | 'events' | 'streams'>
  jobs: Jobs
  previews: Previews
  readiness: Readiness
  serverReport: ServerReport
  serverLoad: ServerLoad
  doctor: Doctor
  mcp: Pick<McpRouteNeeds, 'confirmationKey'>
  metricsPage: MetricsPage
}

/** The one list of route files, in the order of the reference. A new room's routes are a line here. */
function listRouteFiles(needs: RouteNeeds, askInside: McpRouteNeeds['askInside']): RouteFile[] {
  const { database, directory, files, now } = needs
  const { sites, topics, apiKeys, vapidKeys } = needs.setUp
  const hasInbox = async (siteId: string) => (await directory.site(siteId))?.inbox ?? false
  const asking = { database, funnel: needs.funnel, topicsOf: (id: string) => directory.topics(id), now }
  const formsOf = async (siteId: string) => (await directory.site(siteId))?.payloadForms
  const described = [
    previewRoutes(needs.previews), // before those by id, which would take its address
    notificationRoutes(needs.notifications, needs.progressStreams),
    deliveryRoutes(database),
    subscriberRoutes({
      database,
      events: needs.subscriberEvents,
      erase: (siteId, externalId, told) =>
        eraseSubscriber(database, { siteId, externalId, key: needs.subscription.callerKeys.handleKey }, now(), told),
    }),
    exportRoutes({ database, now }),
    consentRoutes({ database }),
    preferencesRoutes({ ...needs.preferences, database, now }),
    staffInboxRoutes({ database, hasInbox }),
    subscriptionRoutes({ database, events: needs.subscription.events, now }),
    signOutRoutes({ database, events: needs.subscription.events, now }),
    ageingRoutes({ database, policy: needs.ageing, aged: needs.aged, now }),
    diagnosisRoutes({ database, directory, staleDays: needs.ageing.staleDays, now }),
    jobRoutes(needs.jobs),
    interactionStatsRoutes({ database, formsOf, now }),
    funnelStatsRoutes(asking),
    statisticsRoutes({ database, formsOf, now }),
    annotationRoutes({ database, now }),
    siteRoutes(sites),
    topicRoutes(topics),
    apiKeyRoutes(apiKeys),
    vapidKeyRoutes(vapidKeys),
    auditRoutes({ database }),
    peopleRoutes(needs.signIn),
    alarmRoutes({
      database,
      sites,
      topics,
      notifications: needs.notifications,
      identityKeyOf: needs.subscription.identityKeyOf,
      signedInBy: needs.signIn?.by ?? 'accounts',
      now,
    }),
    configRoutes({ database, directory, files }),
    pageRoutes({ ...needs.subscription, database, now }),
    deviceRoutes({ ...needs.subscription, database, now }),
    interactionRoutes(needs.interactions),
    funnelRoutes(asking),
    pageInboxRoutes({ ...needs.inbox, database, hasInbox, trustedProxies: needs.trustedProxies }),
    detailsRoutes({ database, directory, keys: needs.inbox.keys, metrics: needs.metrics }),
    selfTestRoutes({ database, notifications: needs.notifications, keys: needs.inbox.keys }),
    preferencesPageRoutes({ ...needs.preferences, database, now }),
    linkPageRoutes({ ...needs.preferences, database, directory, now }),
    browserFileRoutes(files),
    serverRoutes(needs.serverReport, needs.serverLoad),
    doctorRoutes(needs.doctor),
    mcpRoutes({ ...needs.mcp, askInside, now }),
    metricsRoutes(needs.metricsPage),
    healthRoutes(needs.readiness),
  ]
  const visits = { signIn: needs.signIn, clientAddress: clientAddressReader(needs.trustedProxies) }
  const dashboard = [
    sessionRoutes(visits),
    ownAccountRoutes(visits),
    passkeyRoutes(visits),
    dashboardRoutes(needs.dashboardFiles),
  ]
  // Without a dashboard its addresses are the app's.
  const all = needs.signIn === undefined ? described : [...described, ...dashboard]
  return [...all, descriptionRoutes(all, REFUSAL_CATALOGUE)]
}

/** All of Belfry's addresses, for browsers (/b), for servers (/v1) and for operators. */
export function createRoutes(needs: RouteNeeds): Routes {
  const { directory, apiKeyUse, keyAddress, signIn, now } = needs
  const operatorOf: Parameters<typeof operatorGrantsOf>[0]['operatorOf'] = async (request, { prefix, address }) => {
    const visit = { headers: request.headers, basePath: prefix, address }
    return (await signIn?.signedIn(request, visit))?.operator
  }
  const routes: Routes = createHttpApp({
    ...needs,
    files: listRouteFiles(needs, async (request, bindings) => routes.app.fetch(request, bindings)),
    refusals: REFUSAL_CATALOGUE,
    siteOf: (id) => directory.site(id),
    grantOf: grantsOf({ directory, apiKeyUse, keyAddress, now }),
    operatorGrantOf: signIn && operatorGrantsOf({ directory, operatorOf }),
  })
  return routes
}

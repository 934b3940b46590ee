import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import type { RequestApiKey } from '../http/environment.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import type { Notifications } from '../notifications/routes.ts'
import { Refusal } from '../refusals/refusal.ts'
import { findSite } from '../sites/site-store.ts'
import { isLocal } from '../sites/schema.ts'
import { DEFAULT_SITE } from '../sites/site.ts'
import { signIdentity } from '../subscribers/identity.ts'
import { alarmSubscriber } from './alarm-people.ts'
import { noticeOf } from './alarm-bell.ts'
import { ALARM_SITE, ALARM_TOPIC } from './alarm-site.ts'
import { openAlarmSite, type JoinAlarmsNeeds } from './join-alarms.ts'
import { readAlarms } from './read-alarms.ts'

export interface AlarmRouteNeeds extends JoinAlarmsNeeds {
  notifications: Pick<Notifications, 'create'>
  identityKeyOf: (site: string) => string
  /** Whose operators there are. */
  signedInBy: 'accounts' | 'app'
  now: () => number
}

// The page asks anew at each visit.
const TOKEN_S = 3600

/** GET /v1/alarms, POST /v1/alarms/browsers and /v1/alarms/tests */
export function alarmRoutes(needs: AlarmRouteNeeds): RouteFile {
  const { database, notifications, identityKeyOf, signedInBy, now } = needs
  return routeFile(
    { name: 'Alarms', description: 'What operators’ own browsers are told of, and which of them are.' },
    {
      '/v1/alarms': {
        GET: endpoint(show, async ({ apiKey, answer }) => {
          refuseSingleSites(apiKey)
          return answer(200, await readAlarms(database))
        }),
      },
      '/v1/alarms/browsers': {
        POST: endpoint(join, async ({ apiKey, prefix, header, answer }) => {
          refuseSingleSites(apiKey)
          const origin = pageOrigin(header('origin'))
          if (apiKey.operator === undefined) await requireOwnOrigin(origin, database)
          await openAlarmSite(needs, `${origin}${prefix}/dashboard/`)
          const subscriber = alarmSubscriber(
            apiKey.operator ?? apiKey.id,
            apiKey.operator === undefined ? 'key' : signedInBy,
          )
          const exp = Math.floor(now() / 1000) + TOKEN_S
          const identity = { site: ALARM_SITE, subscriber, topics: [ALARM_TOPIC], exp }
          const token = signIdentity(identity, identityKeyOf(ALARM_SITE))
          return answer(200, { site: ALARM_SITE, topic: ALARM_TOPIC, identity: token })
        }),
      },
      '/v1/alarms/tests': {
        POST: endpoint(test, async ({ apiKey, answer }) => {
          refuseSingleSites(apiKey)
          const { browsers } = await readAlarms(database)
          const site = await findSite(database.kysely, ALARM_SITE)
          if (browsers === 0 || site?.url == null) return answer(202, { notification: null, browsers: 0 })
          const title = 'This is how an alarm of Belfry looks'
          const alarm = { cause: 'test', title, text: 'Nothing is wrong: somebody tried it.', screen: 'system' }
          const made = await notifications.create(ALARM_SITE, noticeOf(alarm, site.url), {})
          return answer(202, { notification: made.notification.id, browsers })
        }),
      },
    },
  )
}

// An alarm may name any site.
function refuseSingleSites(apiKey: RequestApiKey): void {
  if (apiKey.reach === 'server') return
  throw new Refusal('site-not-granted', 'alarms are about the whole server, and this is for single sites only')
}

function pageOrigin(origin: string | undefined): string {
  if (origin === undefined) throw new Refusal('origin-missing', 'the header Origin is missing')
  const isSecure = URL.canParse(origin) && (origin.startsWith('https://') || isLocal(origin))
  if (isSecure && new URL(origin).origin === origin) return origin
  const message = `${origin.slice(0, 100)} is no secure origin: browsers subscribe on https and localhost only`
  throw new Refusal('origin-foreign', message)
}

// Whoever has a key can write any Origin; that of an operator's session was compared with the address of the dashboard.
async function requireOwnOrigin(origin: string, { kysely }: JoinAlarmsNeeds['database']): Promise<void> {
  const own = await findSite(kysely, DEFAULT_SITE)
  if (own?.url != null && new URL(own.url).origin === origin) return
  const address = own?.url == null ? 'it has none' : `that is ${new URL(own.url).origin}`
  const message = `${origin} is not the address of this server: ${address}. Or sign in to the dashboard there`
  throw new Refusal('origin-foreign', message)
}

const show = {
  id: 'showAlarms',
  summary: 'Show how many operators’ browsers ring, and what for',
  description: 'A cause rings once a day, and ten causes a day at most.',
  query: z.strictObject({}),
  answers: {
    200: {
      description: 'Browsers and causes.',
      schema: z
        .object({
          browsers: z.int().describe('Which have alarms on.'),
          rings: z
            .array(z.object({ cause: z.string(), rungAt: z.iso.datetime() }))
            .describe('Causes of the last 30 days, the newest first.'),
        })
        .meta({ id: 'Alarms' }),
    },
  },
} as const

const join = {
  id: 'joinAlarms',
  scope: 'read',
  summary: 'Get what a page of the dashboard needs to have this browser told of alarms',
  description:
    'Makes the site of alarms where there is none. The page then subscribes as on any site, with the token, which is ' +
    'valid for an hour. With an API key, Origin has to be that of the address of the site `default`.',
  answers: {
    200: {
      description: 'The site, its topic, and who the browser belongs to.',
      schema: z
        .object({ site: z.string(), topic: z.string(), identity: z.string().describe('An identity token.') })
        .meta({ id: 'AlarmBrowser' }),
    },
  },
  refusals: ['origin-missing', 'origin-foreign', 'limit-reached'],
} as const

const test = {
  id: 'testAlarms',
  scope: 'read',
  summary: 'Send a test to every browser that has alarms on',
  answers: {
    202: {
      description: 'It is on its way.',
      schema: z
        .object({
          notification: z.string().nullable().describe('Its id, at the site of alarms; null: there is no browser.'),
          browsers: z.int(),
        })
        .meta({ id: 'AlarmTest' }),
    },
  },
} as const

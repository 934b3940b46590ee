import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { endpoint } from '../http/endpoint.ts'
import { routeFile, type RouteFile } from '../http/route-file.ts'
import { SUBSCRIBER_REFUSALS } from '../subscribers/refusals.ts'
import { endDevices, listDevices } from './devices.ts'
import type { SubscriptionEvents } from './events.ts'
import { findCaller, type CallerKeys } from './find-caller.ts'
import { callerFields } from './schema.ts'

export interface DeviceRouteNeeds {
  database: Database
  events: SubscriptionEvents
  callerKeys: CallerKeys
  now: () => number
}

/** POST and DELETE /b/:site/devices */
export function deviceRoutes({ database, events, callerKeys, now }: DeviceRouteNeeds): RouteFile {
  const callerOf = (site: string, body: z.output<typeof asking>) => findCaller(database, { site, ...body }, callerKeys)
  return routeFile(
    { name: 'Devices', description: 'What a person sees of their own browsers, and ends.' },
    {
      '/b/:site/devices': {
        POST: endpoint(list, async ({ site, body, answer }) => {
          return answer(200, { devices: await listDevices(database, site.id, await callerOf(site.id, body)) })
        }),
        DELETE: endpoint(end, async ({ site, body: { id, ...body }, answer }) => {
          const caller = await callerOf(site.id, body)
          const which = id === undefined ? ({ others: true } as const) : { id }
          return answer(200, { ended: await endDevices(database, events, { siteId: site.id, caller, which }, now()) })
        }),
      },
    },
  )
}

const params = z.object({ site: z.string().describe('The id of the site.') })

const asking = z.strictObject({
  identity: callerFields.identity.describe('The token of the host app: a device alone has no say in the others.'),
  endpoint: callerFields.endpoint.optional().describe('Of this browser, so that it is told from the others.'),
  handle: callerFields.handle.optional().describe('Proves that the endpoint is this browser’s.'),
})

const device = z
  .object({
    id: z.string(),
    browser: z.string().nullable(),
    os: z.string().nullable(),
    mobile: z.boolean().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    isThis: z.boolean().describe('The one that asks.'),
  })
  .meta({ id: 'Device' })

const refusals = Object.keys(SUBSCRIBER_REFUSALS)

const list = {
  id: 'listDevices',
  summary: 'List the devices of the person who asks, the last visit first',
  description: 'A read with a body, because a token does not belong into an address.',
  params,
  body: asking,
  example: { identity: 'eyJzaXRlIjoi…' },
  answers: { 200: { description: 'Them.', schema: z.object({ devices: z.array(device) }) } },
  refusals,
} as const

const end = {
  id: 'endDevices',
  summary: 'End a device of the person who asks, or all but this one',
  params,
  body: asking.extend({ id: z.string().max(64).optional().describe('Which; all but the one that asks without it.') }),
  example: { identity: 'eyJzaXRlIjoi…', id: 'uCJ0bW9yIGlzIGEgZGF5IQ' },
  answers: {
    200: {
      description: 'How many were ended. None where it is ended already, or somebody else’s.',
      schema: z.object({ ended: z.int() }),
    },
  },
  refusals,
} as const

import { z } from 'zod'
import { BROWSERS, SERVICES, SYSTEMS, deviceCodes } from '../subscriptions/device.ts'
import { Refusal } from '../refusals/refusal.ts'
import { inUtc, periodOf, STEPS, type Period } from './period.ts'

const date = z.iso.date().refine((text) => text >= '2000-01-01' && text < '2200-01-01', 'is no year of ours')

/** What every statistic can be asked. */
export const periodQuery = z.strictObject({
  from: date.optional().describe('The first day, in `zone`; 29 days before the last unless told.'),
  to: date.optional().describe('The last day, which is included; today unless told. At most 366 days.'),
  zone: z.string().min(1).max(64).default('UTC').describe('Days and hours are those of this IANA time zone.'),
  step: z.enum(STEPS).optional().describe('A point for each hour (31 days at most) or day; hours up to two days.'),
})

const topic = z.string().min(1).max(64)

export const topicFilter = { topic: topic.optional().describe('Only this topic.') }
export const notificationFilter = {
  notification: z.string().min(1).max(100).optional().describe('Only this notification, by its id.'),
}
export const deviceFilter = {
  pushService: z.enum(SERVICES).optional().describe('Only this push service. By device, days are those of UTC.'),
  browser: z.enum(BROWSERS).optional().describe('Only this browser.'),
  system: z.enum(SYSTEMS).optional().describe('Only this operating system.'),
}

export interface DeviceQuery {
  pushService?: (typeof SERVICES)[number] | undefined
  browser?: (typeof BROWSERS)[number] | undefined
  system?: (typeof SYSTEMS)[number] | undefined
}

/** What sums a query is about. */
export interface Selection {
  siteId: string
  topic: string | undefined
  /** Codes; undefined: all. */
  devices: number[] | undefined
  notification: number | undefined
}

export interface Asked extends DeviceQuery, z.output<typeof periodQuery> {
  topic?: string | undefined
  notification?: string | undefined
}

/** The periods that a query asks for. Throws Refusal `field-invalid`. */
export function periodsOf(asked: Asked, now: number): { period: Period; previous: Period } {
  const { pushService, browser, system } = asked
  const found = periodOf(asked, now)
  if (pushService === undefined && browser === undefined && system === undefined) return found
  if (asked.notification !== undefined) {
    const message = 'goes with no filter by device: the breakdown of a notification has each'
    throw new Refusal('field-invalid', message, { field: 'notification' })
  }
  if (asked.step === 'hour') {
    throw new Refusal('field-invalid', 'must be day: sums by device are kept by day', { field: 'step' })
  }
  return { period: inUtc(found.period), previous: inUtc(found.previous) }
}

/** The codes of the devices that a query is about; undefined: all. */
export function devicesOf({ pushService, browser, system }: DeviceQuery): number[] | undefined {
  if (pushService === undefined && browser === undefined && system === undefined) return undefined
  return deviceCodes({ service: pushService, browser, os: system })
}

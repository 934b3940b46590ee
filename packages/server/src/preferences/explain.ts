import type { NextDelivery } from './decide.ts'
import type { TimeZone } from './local-time.ts'

const DAY_MS = 86_400_000

/**
 * Says in words when the next message comes: `next: tomorrow 08:00, quiet hours`. By the clock of the subscriber. Pure.
 */
export function explainNext(next: NextDelivery, zone: TimeZone, now: number): string {
  switch (next.code) {
    case 'at-once':
      return 'next: as soon as it is sent'
    case 'paused-until-resumed':
      return 'next: none until you resume, paused'
    case 'paused':
      return `next: ${clockText(next.at, zone, now)}, paused`
    case 'digest':
      return `next: ${clockText(next.at, zone, now)}, once a day`
    case 'quiet-hours':
      return `next: ${clockText(next.at, zone, now)}, quiet hours`
  }
}

/** `14:30`, `tomorrow 08:00` or `2026-12-24 08:00`. */
export function clockText(time: number, zone: TimeZone, now: number, tomorrow = 'tomorrow'): string {
  const clock = new Date(time + zone.offsetAt(time)).toISOString()
  const days = dayOf(time, zone) - dayOf(now, zone)
  const at = clock.slice(11, 16)
  if (days === 0) return at
  return days === 1 ? `${tomorrow} ${at}` : `${clock.slice(0, 10)} ${at}`
}

function dayOf(time: number, zone: TimeZone): number {
  return Math.floor((time + zone.offsetAt(time)) / DAY_MS)
}

export interface Alarm {
  /** Few words that name what is wrong; the same cause is one alarm. */
  cause: string
  details: Readonly<Record<string, string>>
  /** How often since it was raised last. */
  count: number
}

export interface Alarms {
  notice(cause: string, details: Alarm['details'], count?: number): void
  /** Raises again what went on since; call it about once a second. */
  tick(now: number): void
  /** What is wrong at present, or was a few minutes ago. */
  current(): Pick<Alarm, 'cause' | 'details'>[]
}

const AGAIN_MS = 10 * 60_000
const MAX_CAUSES = 100

/**
 * One alarm for each cause, not one for each of a million messages that meet it: at once the first time, then every
 * ten minutes with a count, while it lasts.
 */
export function createAlarms(raise: (alarm: Alarm) => void, now: () => number): Alarms {
  const known = new Map<string, Alarm & { raisedAt: number }>()
  return {
    notice(cause, details, count = 1) {
      const key = known.has(cause) || known.size < MAX_CAUSES ? cause : 'other'
      const alarm = known.get(key)
      if (alarm === undefined) {
        known.set(key, { cause: key, details, count: 0, raisedAt: now() })
        raise({ cause: key, details, count })
      } else {
        alarm.count += count
      }
    },
    current: () => Array.from(known.values(), ({ cause, details }) => ({ cause, details })),
    tick(time) {
      for (const [key, alarm] of known) {
        if (time - alarm.raisedAt < AGAIN_MS) continue
        if (alarm.count === 0) {
          known.delete(key)
        } else {
          raise({ cause: alarm.cause, details: alarm.details, count: alarm.count })
          alarm.count = 0
          alarm.raisedAt = time
        }
      }
    },
  }
}

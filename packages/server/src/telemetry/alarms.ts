export interface Alarm {
  /** A short name of the cause; the same cause is one alarm. */
  cause: string
  details: Readonly<Record<string, string>>
  /** How often since it was raised last. */
  count: number
}

export interface Alarms {
  notice(cause: string, details: Alarm['details'], count?: number): void
  /** The cause has ended. If it comes back soon, it is raised with the continuing ones, not at once. */
  ended(cause: string): void
  /** Raises continuing alarms again; call it about once a second. */
  tick(now: number): void
  /** The present causes: not ended, and noticed within the last twenty minutes. */
  current(): Pick<Alarm, 'cause' | 'details'>[]
}

/** How often `tick` is called: milliseconds. */
export const ALARM_TICK_MS = 1000

const AGAIN_MS = 10 * 60_000
const MAX_CAUSES = 100

/**
 * One alarm for each cause, not one for each of a million failing messages: at once the first time, then every ten
 * minutes with a count, while it lasts.
 */
export function createAlarms(raise: (alarm: Alarm) => void, now: () => number): Alarms {
  const known = new Map<string, Alarm & { raisedAt: number; holds: boolean }>()
  return {
    notice(cause, details, count = 1) {
      const key = known.has(cause) || known.size < MAX_CAUSES ? cause : 'other'
      const alarm = known.get(key)
      if (alarm === undefined) {
        known.set(key, { cause: key, details, count: 0, raisedAt: now(), holds: true })
        raise({ cause: key, details, count })
      } else {
        alarm.count += count
        alarm.holds = true
      }
    },
    ended(cause) {
      const alarm = known.get(cause)
      if (alarm !== undefined) alarm.holds = false
    },
    current: () => [...known.values()].filter(({ holds }) => holds).map(({ cause, details }) => ({ cause, details })),
    tick(time) {
      for (const [key, alarm] of known) {
        if (time - alarm.raisedAt < AGAIN_MS) continue
        if (alarm.count === 0 || !alarm.holds) {
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

/** An alarm as operators are told of it. */
export interface RingingAlarm {
  /** The same cause rings once a day. */
  cause: string
  title: string
  /** What to do. */
  text: string
  /** The dashboard's screen about it, below its address. */
  screen: string
  /** The site that it is about, if it is about one. */
  site?: string | undefined
}

/** Tells operators who want to be told; never throws, and waits for nothing. */
export type RingAlarm = (alarm: RingingAlarm) => void

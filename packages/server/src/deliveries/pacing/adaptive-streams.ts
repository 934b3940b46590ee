import { TICK_MS } from './pace.ts'

/** The useful number of concurrent requests to a push service. */
export interface AdaptiveStreams {
  readonly limit: number
  /** All of them are in use, and there is more to send. */
  reached(): void
  /** A request had its answer after so long. */
  answered(tookMs: number): void
  /**
   * Call every TICK_MS, with monotonic and with wall-clock milliseconds. The delay of the call shows how long
   * everything waits for this machine.
   */
  tick(now: number, time: number): void
}

const LEAST = 16
const DECREASE = 0.7
const INCREASE = 8
// Below these nothing is gained: a process that dies repeats what it did not record within 40 ms as well.
const QUICK_MS = 10
const TOLERATED_MS = 15
// Usual times differ by less from one half second to the next. Between the two the limit stays.
const STEADY_TIMES = 1.45
const TOLERATED_TIMES = 1.8
const LOOK_EVERY_MS = 5000
const LOOK_AT_MS = 100
const MOST_APART = 16
const QUEUE_TIMES = 1.7
const FORGOTTEN_TIMES = 1.25
const ROUND = 32
const ENOUGH = 32
const SAMPLES = 400

/**
 * As many as shorten the sending, up to `most`. Where answers take twice as long as with few requests, the requests
 * queue at the service: more of them gain nothing, and all of them may come twice when a process or a connection dies.
 * The delay shows a queue before anything is lost, as in TCP Vegas (Brakmo and Peterson, 1995). How long answers take
 * without a queue is looked up now and then with few requests, as BBR does (draft-ietf-ccwg-bbr, ProbeRTT): a service
 * that is far or slow by nature keeps all (decision 55).
 */
export function createAdaptiveStreams(most: number): AdaptiveStreams {
  const least = Math.min(LEAST, most)
  let limit = least
  let isReached = false
  let doing: 'start' | 'adapt' | 'look' = 'start'
  let before = { limit, usualMs: Infinity }
  /** The usual time of an answer without a queue, as far as is known. */
  let quickMs = Infinity
  /** Answers to come to requests that were sent before the limit was set. */
  let earlier = 0
  let times: number[] = []
  let looksApart = 1
  let tickedAt: number | undefined
  let adaptedAt = Infinity
  let lateMs = 0

  function go(next: number, what: typeof doing): void {
    earlier = limit
    limit = next
    doing = what
    measureAnew()
  }

  function measureAnew(): void {
    times = []
    isReached = false
  }

  // Doubles while answers stay as quick, the slow start of RFC 5681 ended by delay as in RFC 9406. With all streams
  // from the first moment, the queue would be there before anybody knew how quick the service is.
  function endStart(usualMs: number): void {
    const isSteady = usualMs <= Math.max(QUICK_MS, STEADY_TIMES * Math.min(quickMs, usualMs))
    quickMs = Math.min(quickMs, usualMs)
    if (!isSteady) go(Math.max(least, Math.floor(limit / 2)), 'adapt')
    else if (isReached) go(Math.min(most, 2 * limit), 2 * limit < most ? 'start' : 'adapt')
    else measureAnew()
  }

  function endLook(usualMs: number): void {
    const isQueue = usualMs * QUEUE_TIMES < before.usualMs
    looksApart = isQueue ? 1 : Math.min(MOST_APART, 2 * looksApart)
    // By Little's law, as many as were under way and did not wait; and a quarter more, or it could never take more.
    const needed = Math.ceil((before.limit * usualMs * 1.25) / before.usualMs)
    go(isQueue ? Math.max(least, needed) : before.limit, 'adapt')
    quickMs = isQueue ? usualMs : before.usualMs
  }

  function adapt(usualMs: number, isTimeToLook: boolean): void {
    // An overloaded machine delays every answer, and its ticks as much: fewer streams would only send less.
    const thereMs = usualMs - lateMs
    quickMs = Math.min(quickMs, usualMs)
    if (isTimeToLook && isReached && limit > least && usualMs > QUICK_MS) {
      before = { limit, usualMs }
      go(least, 'look')
    } else if (isTimeToLook) {
      // With the least there is no queue of ours, and without need of more there was no look.
      quickMs = isReached && limit === least ? usualMs : Math.min(usualMs, FORGOTTEN_TIMES * quickMs)
    } else if (thereMs > Math.max(TOLERATED_MS, TOLERATED_TIMES * quickMs)) {
      limit = Math.max(least, Math.floor(limit * DECREASE))
      looksApart = 1
    } else if (isReached && thereMs <= Math.max(QUICK_MS, STEADY_TIMES * quickMs)) {
      // Quick answers to a few messages prove nothing about many (RFC 7661).
      limit = Math.min(most, limit + INCREASE)
    }
  }

  return {
    get limit() {
      return limit
    },
    reached: () => void (isReached = true),
    answered(tookMs) {
      if (earlier > 0) {
        earlier -= 1
        return
      }
      if (times.length < SAMPLES) times.push(tookMs)
      if (doing === 'start' && times.length >= Math.max(ROUND, limit)) endStart(median(times))
      else if (doing === 'look' && times.length >= ENOUGH) endLook(median(times))
    },
    tick(now, time) {
      lateMs = (lateMs + Math.max(0, now - (tickedAt ?? now) - TICK_MS)) / 2
      tickedAt = now
      if (doing !== 'adapt' || times.length < ENOUGH) return
      const usualMs = median(times)
      const apartMs = LOOK_EVERY_MS * looksApart * Math.ceil(usualMs / LOOK_AT_MS)
      adapt(usualMs, Math.floor(time / apartMs) > Math.floor(adaptedAt / apartMs))
      adaptedAt = time
      if (doing === 'adapt') measureAnew()
    },
  }
}

/** Half of them took less: what is late by chance does not count. */
function median(times: number[]): number {
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] ?? Infinity
}

/** The part of AdaptiveStreams that the model drives. */
interface Streams {
  readonly limit: number
  reached(): void
  answered(tookMs: number): void
  tick(now: number, time: number): void
}

/** What holds at a moment. */
export interface Conditions {
  /** Answers a second, to all together: what comes faster queues. */
  perSecond: number
  /** An answer's own time. */
  answerMs: (random: () => number) => number
  /** How much later everything happens at the sender. */
  machineMs?: (random: () => number) => number
}

export interface Sending {
  /** Answers in each second. */
  perSecond: number[]
  /** The limit of each at the end of each second. */
  limits: number[][]
}

interface Request {
  of: number
  sentAt: number
  answeredAt: number
}

/**
 * Sends to a push service that answers in turn, with as many requests under way as each of the streams allows and
 * always more to send, in a time of its own.
 */
export function sendTo(conditionsAt: (ms: number) => Conditions, all: readonly Streams[], seconds: number): Sending {
  const random = randomness()
  const inFlight = all.map(() => 0)
  const sending: Sending = { perSecond: [], limits: [] }
  const underWay: Request[] = []
  let isFreeAt = 0
  let answers = 0
  let nextTick = 500

  function fill(of: number, sentAt: number): void {
    const streams = all[of] as Streams
    for (; (inFlight[of] as number) < streams.limit; (inFlight[of] as number) += 1) {
      const { perSecond, answerMs, machineMs } = conditionsAt(sentAt)
      isFreeAt = Math.max(isFreeAt, sentAt) + (1000 / perSecond) * (0.5 + random())
      insert(underWay, { of, sentAt, answeredAt: isFreeAt + answerMs(random) + (machineMs?.(random) ?? 0) })
    }
    streams.reached()
  }

  function tick(now: number): void {
    for (const [of, streams] of all.entries()) {
      streams.tick(now, now)
      fill(of, now)
    }
    nextTick = now + 500 + (conditionsAt(now).machineMs?.(random) ?? 0)
  }

  for (const of of all.keys()) fill(of, 0)
  for (let second = 1; second <= seconds;) {
    const { of, sentAt, answeredAt } = underWay.pop() as Request
    while (nextTick <= answeredAt) tick(nextTick)
    for (; answeredAt > second * 1000 && second <= seconds; second += 1) {
      sending.perSecond.push(answers)
      sending.limits.push(all.map(({ limit }) => limit))
      answers = 0
    }
    answers += 1
    inFlight[of] = (inFlight[of] as number) - 1
    all[of]?.answered(answeredAt - sentAt)
    fill(of, answeredAt)
  }
  return sending
}

// The next one last.
function insert(requests: Request[], request: Request): void {
  let [from, to] = [0, requests.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((requests[middle] as Request).answeredAt > request.answeredAt) from = middle + 1
    else to = middle
  }
  requests.splice(from, 0, request)
}

/** Times as networks have them: half are below the median, and a few are several times as long. */
export function around(medianMs: number, spread: number): (random: () => number) => number {
  return (random) =>
    medianMs * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

/** The same in each run (mulberry32). */
function randomness(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

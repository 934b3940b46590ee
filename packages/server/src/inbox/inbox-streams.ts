import type { Database } from '../database/database.ts'
import { EventStreams, type StreamBounds } from '../http/event-streams.ts'
import { householdOf } from '../limits/client-address.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { Log } from '../telemetry/logger.ts'
import { createNewsWatch, interestsOf, type NewsWatch } from './watch-news.ts'
import type { Reader } from './reader.ts'

export interface InboxStreamsOptions {
  database: Pick<Database, 'read'>
  log: Log
  /** Monotonic milliseconds. */
  elapsed?: () => number
  /** `each` of one address of IPv4, or one /64 of IPv6. */
  bounds?: StreamBounds
}

export interface StreamWanted {
  reader: Reader
  /** Undefined where it is unknown. */
  address: string | undefined
  /** True once the server that holds the connection closes. */
  isServerClosing: () => boolean
}

/** The pages that listen to their inboxes; each hears only that it has changed. */
export interface InboxStreams {
  /** Throws Refusal `inbox-streams-full`. */
  open(wanted: StreamWanted): ReadableStream<Uint8Array>
  /** This process has changed something itself. */
  look(): void
  /** Ends all. */
  close(): void
}

interface Listener {
  subscriber: number
  interests: ReadonlySet<string>
}

const BOUNDS: StreamBounds = { all: 1000, each: 50, longestMs: 5 * 60_000 }
const LOOK_EVERY_MS = 1000

/** Asks the database once a second for all pages together, and not at all while nobody listens. */
export function createInboxStreams({ database, log, elapsed, bounds = BOUNDS }: InboxStreamsOptions): InboxStreams {
  let news: NewsWatch | undefined
  const streams = new EventStreams<Listener>({
    bounds,
    everyMs: LOOK_EVERY_MS,
    async look(listening) {
      news ??= createNewsWatch(database)
      const { addresses, readers } = await news.look([...new Set(listening.map(({ about }) => about.subscriber))])
      for (const stream of listening) {
        const { subscriber, interests } = stream.about
        if (readers.has(subscriber) || hasOneOf(interests, addresses)) stream.say('change', '{}')
      }
    },
    idle: () => (news = undefined),
    full: () => new Refusal('inbox-streams-full', 'as many pages listen as this process holds'),
    log,
    who: 'pages that listen to their inboxes',
    elapsed,
  })
  return {
    open: ({ reader, address, isServerClosing }) =>
      streams.open({
        about: { subscriber: reader.subscriber, interests: interestsOf(reader) },
        holder: address === undefined ? undefined : householdOf(address),
        isServerClosing,
      }),
    look: () => void streams.look(),
    close: () => streams.close(),
  }
}

function hasOneOf(interests: ReadonlySet<string>, addresses: ReadonlySet<string>): boolean {
  return addresses.size > 0 && [...interests].some((address) => addresses.has(address))
}

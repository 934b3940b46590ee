import type { Database } from '../database/database.ts'
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
  bounds?: StreamBounds
}

export interface StreamBounds {
  all: number
  /** Of one address of IPv4, or one /64 of IPv6. */
  each: number
  longestMs: number
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

interface Stream extends Pick<StreamWanted, 'isServerClosing'> {
  controller: ReadableStreamDefaultController<Uint8Array>
  subscriber: number
  interests: ReadonlySet<string>
  household: string | undefined
  openedAt: number
  spokeAt: number
}

const BOUNDS: StreamBounds = { all: 1000, each: 50, longestMs: 5 * 60_000 }
const LOOK_EVERY_MS = 1000
// Proxies end a connection that is silent for a minute.
const SILENT_MS = 20_000
// A page that does not read is not kept for.
const UNREAD = 32

const encoder = new TextEncoder()
const HELLO = encoder.encode(': listening\n\nretry: 3000\n\n')
const BEAT = encoder.encode(': still here\n\n')
const CHANGE = encoder.encode('event: change\ndata: {}\n\n')

/** Asks the database once a second for all pages together, and not at all while nobody listens. */
export function createInboxStreams(options: InboxStreamsOptions): InboxStreams {
  const { database, log, elapsed = () => performance.now(), bounds = BOUNDS } = options
  const streams = new Set<Stream>()
  const held = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let news: NewsWatch | undefined
  let looking: Promise<void> | undefined
  let isClosed = false
  let isFailing = false

  function drop(stream: Stream): void {
    if (!streams.delete(stream)) return
    if (stream.household !== undefined) {
      const left = (held.get(stream.household) ?? 1) - 1
      if (left === 0) held.delete(stream.household)
      else held.set(stream.household, left)
    }
    if (streams.size > 0) return
    clearInterval(timer)
    timer = undefined
    news = undefined
  }

  function end(stream: Stream): void {
    drop(stream)
    try {
      stream.controller.close()
    } catch {
      // The page has ended it at this moment.
    }
  }

  function say(stream: Stream, words: Uint8Array): void {
    stream.spokeAt = elapsed()
    if ((stream.controller.desiredSize ?? 0) <= 0) end(stream)
    else stream.controller.enqueue(words)
  }

  function tick(): void {
    const at = elapsed()
    for (const stream of streams) {
      if (stream.isServerClosing() || at - stream.openedAt > bounds.longestMs) end(stream)
      else if (at - stream.spokeAt > SILENT_MS) say(stream, BEAT)
    }
    void look()
  }

  function look(): Promise<void> {
    if (news === undefined || isClosed) return Promise.resolve()
    return (looking ??= tellNews(news).finally(() => (looking = undefined)))
  }

  async function tellNews(watch: NewsWatch): Promise<void> {
    try {
      const { addresses, readers } = await watch.look([...new Set([...streams].map(({ subscriber }) => subscriber))])
      for (const stream of streams) {
        if (readers.has(stream.subscriber) || hasOneOf(stream.interests, addresses)) say(stream, CHANGE)
      }
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ error }, 'pages that listen to their inboxes wait for the database')
      isFailing = true
    }
  }

  return {
    open({ reader, address, isServerClosing }) {
      const household = address === undefined ? undefined : householdOf(address)
      const ofHousehold = household === undefined ? 0 : (held.get(household) ?? 0)
      if (isClosed || streams.size >= bounds.all || ofHousehold >= bounds.each) {
        throw new Refusal('inbox-streams-full', 'as many pages listen as this process holds')
      }
      if (household !== undefined) held.set(household, ofHousehold + 1)
      let stream: Stream
      const at = elapsed()
      const { subscriber } = reader
      return new ReadableStream<Uint8Array>(
        {
          async start(controller) {
            const interests = interestsOf(reader)
            stream = { controller, subscriber, interests, household, isServerClosing, openedAt: at, spokeAt: at }
            streams.add(stream)
            news ??= createNewsWatch(database)
            timer ??= setInterval(tick, LOOK_EVERY_MS).unref()
            // First where to begin: the page reads the inbox at this word, and hears of all that comes after it.
            await look()
            if (streams.has(stream)) controller.enqueue(HELLO)
          },
          cancel: () => drop(stream),
        },
        { highWaterMark: UNREAD },
      )
    },
    look: () => void look(),
    close() {
      isClosed = true
      for (const stream of streams) end(stream)
    },
  }
}

function hasOneOf(interests: ReadonlySet<string>, addresses: ReadonlySet<string>): boolean {
  return addresses.size > 0 && [...interests].some((address) => addresses.has(address))
}

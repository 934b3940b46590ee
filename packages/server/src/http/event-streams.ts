import type { Context } from 'hono'
import type { Refusal } from '../refusals/refusal.ts'
import type { Log } from '../telemetry/logger.ts'
import type { HttpEnv } from './environment.ts'

/** How many listen at once, and for how long. */
export interface StreamBounds {
  all: number
  /** Of one holder: an address, a site. */
  each: number
  longestMs: number
}

export interface EventStreamsOptions<About> {
  bounds: StreamBounds
  /** Between two looks for news. Not at all while nobody listens. */
  everyMs: number
  /** Finds the news of all who listen together, and says them. One look at a time. */
  look(streams: readonly EventStream<About>[]): Promise<void>
  /** Nobody listens any more. */
  idle?: () => void
  /** The refusal of one too many. */
  full: () => Refusal
  log: Pick<Log, 'warn'>
  /** Who waits when the database is away, for the log. */
  who: string
  /** Monotonic milliseconds. */
  elapsed?: (() => number) | undefined
}

/** One who listens. */
export interface EventStream<About> {
  readonly about: About
  say(event: string, data: string): void
  end(): void
}

export interface StreamWanted<About> {
  about: About
  /** Undefined: it counts towards nobody's bound. */
  holder: string | undefined
  /** True once the server that holds the connection closes. */
  isServerClosing: () => boolean
}

interface Held<About> extends EventStream<About>, Pick<StreamWanted<About>, 'holder' | 'isServerClosing'> {
  controller: ReadableStreamDefaultController<Uint8Array>
  openedAt: number
  spokeAt: number
}

// Proxies end a connection that is silent for a minute.
const SILENT_MS = 20_000
// A client that does not read is not kept for.
const UNREAD = 32

const encoder = new TextEncoder()
const HELLO = encoder.encode(': listening\n\nretry: 3000\n\n')
const BEAT = encoder.encode(': still here\n\n')

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to a bounded number of clients. */
export class EventStreams<About> {
  readonly #options: EventStreamsOptions<About>
  readonly #elapsed: () => number
  readonly #streams = new Set<Held<About>>()
  readonly #held = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #isClosed = false
  #isFailing = false

  constructor(options: EventStreamsOptions<About>) {
    this.#options = options
    this.#elapsed = options.elapsed ?? (() => performance.now())
  }

  /** Throws the refusal `full`. */
  open({ about, holder, isServerClosing }: StreamWanted<About>): ReadableStream<Uint8Array> {
    const { bounds, full, everyMs } = this.#options
    const ofHolder = holder === undefined ? 0 : (this.#held.get(holder) ?? 0)
    if (this.#isClosed || this.#streams.size >= bounds.all || ofHolder >= bounds.each) throw full()
    if (holder !== undefined) this.#held.set(holder, ofHolder + 1)
    const at = this.#elapsed()
    let stream: Held<About>
    return new ReadableStream<Uint8Array>(
      {
        start: async (controller) => {
          stream = {
            about,
            holder,
            isServerClosing,
            controller,
            openedAt: at,
            spokeAt: at,
            say: (event, data) => this.#say(stream, encoder.encode(`event: ${event}\ndata: ${data}\n\n`)),
            end: () => this.#end(stream),
          }
          this.#streams.add(stream)
          this.#timer ??= setInterval(() => this.#tick(), everyMs).unref()
          // First where to begin: the client hears of all that comes after this word.
          await this.look()
          if (this.#streams.has(stream)) controller.enqueue(HELLO)
        },
        cancel: () => this.#drop(stream),
      },
      { highWaterMark: UNREAD },
    )
  }

  /** Looks now: this process has changed something itself. */
  look(): Promise<void> {
    if (this.#streams.size === 0 || this.#isClosed) return Promise.resolve()
    return (this.#looking ??= this.#tellNews().finally(() => (this.#looking = undefined)))
  }

  /** Ends all. */
  close(): void {
    this.#isClosed = true
    for (const stream of this.#streams) this.#end(stream)
  }

  #tick(): void {
    const at = this.#elapsed()
    for (const stream of this.#streams) {
      if (stream.isServerClosing() || at - stream.openedAt > this.#options.bounds.longestMs) this.#end(stream)
      else if (at - stream.spokeAt > SILENT_MS) this.#say(stream, BEAT)
    }
    void this.look()
  }

  async #tellNews(): Promise<void> {
    const { log, who } = this.#options
    try {
      await this.#options.look([...this.#streams])
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing) log.warn({ error }, `${who} wait for the database`)
      this.#isFailing = true
    }
  }

  #say(stream: Held<About>, words: Uint8Array): void {
    if (!this.#streams.has(stream)) return
    stream.spokeAt = this.#elapsed()
    if ((stream.controller.desiredSize ?? 0) <= 0) this.#end(stream)
    else stream.controller.enqueue(words)
  }

  #end(stream: Held<About>): void {
    this.#drop(stream)
    try {
      stream.controller.close()
    } catch {
      // The client has ended it at this moment.
    }
  }

  #drop(stream: Held<About>): void {
    if (!this.#streams.delete(stream)) return
    const { holder } = stream
    if (holder !== undefined) {
      const left = (this.#held.get(holder) ?? 1) - 1
      if (left === 0) this.#held.delete(holder)
      else this.#held.set(holder, left)
    }
    if (this.#streams.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#options.idle?.()
  }
}

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** Answers with a stream; HEAD opens none. */
export function answerEvents(
  c: Context<HttpEnv>,
  open: (isServerClosing: () => boolean) => ReadableStream<Uint8Array>,
): Response {
  if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS)
  const socket = c.env?.incoming?.socket
  return c.body(
    open(() => isClosing(socket)),
    200,
    HEADERS,
  )
}

// A server that closes waits for its connections, and these would not end by themselves. Node keeps the server at the
// socket; where a framework does not, the stream ends by its age.
function isClosing(socket: object = {}): boolean {
  const server: unknown = Reflect.get(socket, 'server')
  return typeof server === 'object' && server !== null && Reflect.get(server, 'listening') === false
}

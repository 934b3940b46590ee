import { checkOptions } from './check-options.ts'
import { markedHere, type InboxItem, type InboxMarks } from './inbox/items.ts'
import { listenLive } from './inbox/live.ts'
import { createInboxServer, InboxFault, type InboxAnswer } from './inbox/server.ts'
import { createMemory } from './memory.ts'
import { createPageMemory } from './page-memory.ts'
import { createStore } from './store.ts'

export type { InboxItem, InboxMarks } from './inbox/items.ts'

export interface InboxOptions {
  /** Belfry's path for the site, such as `/b/default`; by default the path that this file came from. */
  base?: string
  /**
   * Who is signed in, as the token the host's server made: whose inbox it is. Without one it is that of this browser,
   * as long as nobody has signed in on it.
   */
  identity?: string | null | (() => Promise<string | null>)
  /** Shows the number of unread ones at the app's icon, where there is one; true when absent. */
  badge?: boolean
}

/** What a page shows. */
export interface InboxState {
  /** Being read · there · nobody whose inbox it could be · the site has none · it could not be read. */
  status: 'loading' | 'ready' | 'nobody' | 'off' | 'failed'
  /** The newest first. */
  items: readonly InboxItem[]
  unread: number
  /** There are older ones: call more(). */
  more: boolean
  /** The server's code, where it failed. */
  code?: string
}

/** The inbox of the person at the page. Its methods resolve to an InboxState and do not reject. */
export interface BelfryInbox extends EventTarget {
  /** Reads it, and goes on listening while the page is visible. */
  open(): Promise<InboxState>
  /** Reads older ones. */
  more(): Promise<InboxState>
  /** Marks for all browsers of the person: shown at once, told to the server behind it. */
  mark(marks: InboxMarks): Promise<InboxState>
  /** Marks all that are there as read. */
  readAll(): Promise<InboxState>
  /** Stops listening. */
  close(): void
  addEventListener(
    type: 'change',
    listener: (event: CustomEvent<InboxState>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void
}

const KINDS = { base: 'string', identity: 'string, function or null object', badge: 'boolean' }
const NOBODY = /^(caller-missing|handle-invalid|inbox-not-anonymous|subscriber-unknown)$/
const BEGINNING: InboxState = { status: 'loading', items: [], unread: 0, more: false }

/**
 * The inbox of the person at this page: what the site sent, whatever became of the notifications themselves. Throws a
 * TypeError for an option of another kind.
 *
 * @example
 * const inbox = createInbox({ identity })
 * inbox.addEventListener('change', ({ detail }) => show(detail.items, detail.unread))
 * await inbox.open()
 */
export function createInbox(options: InboxOptions = {}): BelfryInbox {
  checkOptions(options, KINDS)
  const target = new EventTarget()
  const base = baseUrl(options)
  const server = createInboxServer(base, () => proofOf(base, options))
  let state = BEGINNING
  let next: string | null = null
  let reading = 0
  let closing: AbortController | undefined

  function tell(change: Partial<InboxState>): InboxState {
    const { unread } = state
    state = { ...state, ...change }
    if (options.badge !== false && (state.unread !== unread || change.status)) showBadge(state.unread)
    target.dispatchEvent(new CustomEvent('change', { detail: state }))
    return state
  }

  async function load(): Promise<InboxState> {
    const mine = (reading += 1)
    try {
      const page = await server.read()
      if (mine !== reading) return state // A later one is under way.
      const older = olderThan(page)
      if (older.length === 0) next = page.next
      return tell({ status: 'ready', items: [...page.items, ...older], unread: page.unread, more: next !== null })
    } catch (error) {
      return fail(error)
    }
  }

  function fail(error: unknown): InboxState {
    const code = error instanceof InboxFault ? error.code : 'network'
    if (NOBODY.test(code)) return tell({ ...BEGINNING, status: 'nobody', code })
    if (code === 'inbox-off') return tell({ ...BEGINNING, status: 'off', code })
    // What is there stays: it was true a moment ago.
    return tell({ status: state.items.length > 0 ? 'ready' : 'failed', code })
  }

  /** What more() has brought stays behind a first page that is read again. */
  function olderThan({ items, next: hasNext }: InboxAnswer): readonly InboxItem[] {
    const last = state.items.findIndex(({ id }) => id === items.at(-1)?.id)
    return hasNext === null || last < 0 ? [] : state.items.slice(last + 1)
  }

  async function more(): Promise<InboxState> {
    if (next === null) return state
    try {
      const page = await server.read(next)
      next = page.next
      const known = new Set(state.items.map(({ id }) => id))
      const older = page.items.filter(({ id }) => !known.has(id))
      return tell({ items: [...state.items, ...older], unread: page.unread, more: next !== null })
    } catch (error) {
      return fail(error)
    }
  }

  async function mark(marks: InboxMarks): Promise<InboxState> {
    const { items, unread } = markedHere(state, marks)
    tell({ items, unread })
    try {
      const told = tell({ unread: await server.mark(marks) })
      return marks.restored ? await load() : told // They are only there.
    } catch {
      return load() // What the server has is true.
    }
  }

  return Object.assign(target, {
    async open() {
      closing?.abort()
      closing = new AbortController()
      const { signal } = closing
      listenToWorker(`belfry:${base}`, () => void load(), signal)
      const opened = await load()
      if (opened.status === 'ready' || opened.status === 'failed') listenLive(server, () => void load(), signal)
      return opened
    },
    more,
    mark,
    readAll: () => mark({ readUntil: state.items[0]?.id }),
    close: () => closing?.abort(),
  }) as BelfryInbox
}

/** The service worker tells of each push: the list is live without a stream as well. */
function listenToWorker(name: string, came: () => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', came)
  signal.addEventListener('abort', () => channel.close())
}

function baseUrl({ base }: InboxOptions): string {
  const served = /.*\/b\/[^/]+(?=\/inbox[^/]*\.js)/.exec(import.meta.url)?.[0]
  return new URL(base ?? served ?? '/b/default', location.href).href.replace(/\/$/, '')
}

/** The identity token, or else the proof that a subscription is this browser's, which client.js has left here. */
async function proofOf(base: string, { identity }: InboxOptions): ReturnType<Parameters<typeof createInboxServer>[1]> {
  const token = typeof identity === 'function' ? await identity() : identity
  if (token) return { 'belfry-identity': token }
  const name = `belfry:${base}`
  const memory = createMemory(
    name,
    createStore(() => indexedDB),
    Date.now,
  )
  const { endpoint, handle } = await createPageMemory(name, memory, () => localStorage).read()
  return endpoint && handle ? { 'belfry-handle': `${handle} ${endpoint}` } : {}
}

/** Best effort: installed apps only, and not on every system. */
function showBadge(unread: number): void {
  const showing = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.()
  showing?.catch(() => undefined)
}

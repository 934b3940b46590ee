import { useCallback, useEffect, useMemo, useState } from 'react'
import { createClient, type BelfryClient, type ClientOptions, type Progress, type State } from './client.ts'
import { createInbox, type BelfryInbox, type InboxOptions, type InboxState } from './inbox.ts'

/** The state of this browser, and what the user can do about it. */
export interface Belfry extends Pick<BelfryClient, 'subscribe' | 'unsubscribe' | 'asked' | 'softDecline'> {
  /** Undefined until the browser and the server have been looked at. */
  state: State | undefined
  /** The progress of a slow call, to be shown. */
  progress: Progress | undefined
  client: BelfryClient
}

/**
 * Keeps the subscription healthy while the component is there, and renders it anew when the state changes. Nothing is
 * asked before you call `subscribe()`, in the handler of a click. Pass the same client, or options that do not change.
 *
 * @example
 * const { state, subscribe } = useBelfry()
 * return state?.status === 'default' && <button onClick={() => subscribe()}>Tell me</button>
 */
export function useBelfry(from: ClientOptions | BelfryClient = {}): Belfry {
  const given = 'subscribe' in from ? from : undefined
  // Once for the life of the component, whatever object literal the options are.
  const [own] = useState(() => given ?? createClient(from as ClientOptions))
  const client = given ?? own
  const [state, setState] = useState<State>()
  const [progress, setProgress] = useState<Progress>()

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const settle = (now: State): void => {
      if (signal.aborted) return
      setState(now)
      setProgress(undefined)
    }
    client.addEventListener('change', ({ detail }) => settle(detail), { signal })
    client.addEventListener('progress', ({ detail }) => setProgress(detail), { signal })
    void client.sync().then(settle)
    return () => listening.abort()
  }, [client])

  const settled = useCallback(async (task: Promise<State>): Promise<State> => {
    const now = await task
    setProgress(undefined)
    return now
  }, [])

  return useMemo(
    () => ({
      state,
      progress,
      client,
      subscribe: (options) => settled(client.subscribe(options)),
      unsubscribe: () => settled(client.unsubscribe()),
      asked: (question) => client.asked(question),
      softDecline: (question) => client.softDecline(question),
    }),
    [state, progress, client, settled],
  )
}

/** What a page shows of the inbox, and what can be done with it. */
export interface InboxView extends Pick<BelfryInbox, 'mark' | 'more' | 'readAll'> {
  state: InboxState
}

/**
 * The inbox of the person at the page, live while the component is there. Another identity opens another inbox; other
 * options are those of the first time.
 *
 * @example
 * const { state, mark } = useInbox({ identity })
 * const read = ({ id }) => mark({ read: [id] })
 * return state.items.map((item) => <a key={item.id} href={item.url} onClick={() => read(item)}>{item.title}</a>)
 */
export function useInbox(options: InboxOptions = {}): InboxView {
  const [first] = useState(options)
  const { identity } = options
  const inbox = useMemo(
    () => createInbox({ ...first, ...(identity !== undefined && { identity }) }),
    [first, typeof identity === 'function' ? 'asked' : identity],
  )
  const [state, setState] = useState<InboxState>({ status: 'loading', items: [], unread: 0, more: false })

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    inbox.addEventListener('change', ({ detail }) => setState(detail), { signal })
    void inbox.open()
    return () => {
      listening.abort()
      inbox.close()
    }
  }, [inbox])

  return useMemo(
    () => ({
      state,
      mark: (marks) => inbox.mark(marks),
      more: () => inbox.more(),
      readAll: () => inbox.readAll(),
    }),
    [state, inbox],
  )
}

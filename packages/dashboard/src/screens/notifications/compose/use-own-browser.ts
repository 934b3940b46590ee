import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, belfry } from '../../../api/belfry.ts'
import { Refused } from '../../../api/refused.ts'
import { loadOwnClient, subscriptionOf, type OwnBrowser } from '../../../api/own-browser.ts'
import { useView } from '../../../frame/view.ts'

/** This very browser, as one that the site can send to. */
export interface UsedBrowser {
  /** Undefined: it is not known yet. */
  state: 'subscribed' | 'open' | 'denied' | 'foreign' | 'unable' | undefined
  /** Of its subscription. */
  id: string | undefined
  /** Whether it was subscribed here: then it can be ended here. */
  use: { mutate: () => void; isPending: boolean; error: unknown }
  leave: { mutate: () => void; isPending: boolean; error: unknown }
}

/** Recognises this browser, or makes it one of the site's, where the dashboard has an origin of the site. */
export function useOwnBrowser(): UsedBrowser {
  const { site: wanted } = useView()
  const queries = useQueryClient()
  const sites = useQuery({
    queryKey: ['sites', wanted],
    queryFn: ({ signal }) => answer(belfry.GET('/v1/sites', { signal })),
    staleTime: 60_000,
  })
  const known = sites.data?.sites
  const site = known?.find(({ id }) => id === wanted) ?? known?.find(({ id }) => id === 'default') ?? known?.[0]
  const isForeign = site !== undefined && !site.origins.includes(location.origin)
  const key = ['own-browser', site?.id]
  const own = useQuery({
    queryKey: key,
    // Loaded before anybody presses a button: Firefox and Safari ask only in the handler of a click.
    queryFn: async () => {
      const client = await loadOwnClient(site?.id ?? 'default')
      return { client, ...(await found(await client.state())) }
    },
    enabled: site !== undefined && !isForeign,
    retry: false,
  })
  const change = (act: 'subscribe' | 'unsubscribe') => async () => {
    const client = own.data?.client
    if (client === undefined) return
    const said = await client[act]()
    const after = await found(said)
    if ((after.state === 'subscribed') !== (act === 'subscribe')) {
      throw new Refused({ code: said.code ?? said.status, detail: said.reason })
    }
    queries.setQueryData(key, { client, ...after })
    await Promise.all([['subscriptions'], ['reach']].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const use = useMutation({ mutationFn: change('subscribe') })
  const leave = useMutation({ mutationFn: change('unsubscribe') })
  const seen = own.error === null ? own.data?.state : 'unable'
  return { state: isForeign ? 'foreign' : seen, id: own.data?.id, use, leave }
}

async function found({ status, endpoint }: OwnBrowser): Promise<{ state: UsedBrowser['state']; id?: string }> {
  if (status === 'subscribed' && endpoint !== undefined) {
    return { state: 'subscribed', id: await subscriptionOf(endpoint) }
  }
  if (status === 'denied') return { state: 'denied' }
  const isOpen = /^(default|soft-declined|granted-unsubscribed|unsynced|key-mismatch)$/.test(status)
  return { state: isOpen ? 'open' : 'unable' }
}

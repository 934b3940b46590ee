/** One request of the dashboard or of a script, and what it is for. */
export interface Asked {
  what: string
  method: 'GET' | 'POST'
  path: string
  body?: object
}

type Read = <Answer>(path: string) => Promise<Answer>

const DAY = 86_400_000
const date = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)
const MONTH = `from=${date(29)}&zone=Europe/Berlin`
const YEAR = `from=${date(364)}&zone=Europe/Berlin`
const PAGES = 100
const STATISTICS = ['growth', 'deliveries', 'engagement', 'opt-outs', 'latency'] as const

/** Every list, search, count and chart. `read` finds the ids of rows that there are. */
export async function askedOf(read: Read): Promise<Asked[]> {
  const { notifications } = await read<{ notifications: { id: string; progress: { sent: number } }[] }>(
    '/v1/notifications?limit=100',
  )
  const broadcast = notifications.toSorted((a, b) => b.progress.sent - a.progress.sent)[0]?.id ?? ''
  const { subscriptions } = await read<{ subscriptions: { id: string | number; subscriber: unknown }[] }>(
    '/v1/subscriptions?limit=1',
  )
  const subscription = subscriptions[0]?.id ?? ''
  const { subscribers } = await read<{ subscribers: { id: string | number; externalId?: string | null }[] }>(
    '/v1/subscribers?prefix=customer-1&limit=1',
  )
  const person = encodeURIComponent(String(subscribers[0]?.id ?? ''))
  const middle = await read<{ next?: string }>('/v1/subscriptions?browser=firefox&limit=100')
  return [
    ...lists((middle.next ?? null) === null ? '' : `&cursor=${middle.next}`),
    ...people({ subscription, person }),
    ...ofOne(broadcast),
    ...charts(broadcast),
    ...(await deepPages(read)),
    ...settings(),
    ...others(),
  ]
}

function lists(cursor: string): Asked[] {
  return [
    get('subscriptions, newest', '/v1/subscriptions?limit=50'),
    get('subscriptions, retired', '/v1/subscriptions?limit=50&status=retired'),
    get('subscriptions, key-mismatch (none)', '/v1/subscriptions?limit=50&status=key-mismatch'),
    get('subscriptions, common browser', '/v1/subscriptions?limit=50&browser=chrome'),
    get('subscriptions, rare browser', '/v1/subscriptions?limit=50&browser=opera&os=android'),
    get('subscriptions, a browser that nobody has', '/v1/subscriptions?limit=50&browser=safari&service=fcm'),
    get('subscriptions, system', '/v1/subscriptions?limit=50&os=ipad'),
    get('subscriptions, push service and status', '/v1/subscriptions?limit=50&service=apple&status=retired'),
    get('subscriptions, topic', '/v1/subscriptions?limit=50&topic=offers'),
    get('subscriptions, topic and rare browser', '/v1/subscriptions?limit=50&topic=blog&browser=opera&os=android'),
    get('subscriptions, a later page', `/v1/subscriptions?limit=100&browser=firefox${cursor}`),
    get('subscribers, newest', '/v1/subscribers?limit=50'),
    get('subscribers, prefix that all have', '/v1/subscribers?limit=50&prefix=customer-'),
    get('subscribers, rare prefix', '/v1/subscribers?limit=50&prefix=customer-1234567'),
    get('subscribers, prefix that nobody has', '/v1/subscribers?limit=50&prefix=zzz'),
    get('subscribers, topic', '/v1/subscribers?limit=50&topic=blog'),
    get('notifications', '/v1/notifications?limit=50'),
    get('notifications, sending (none)', '/v1/notifications?limit=50&state=sending'),
    get('notifications, done', '/v1/notifications?limit=50&state=done'),
    get('topics', '/v1/topics'),
    get('topic, who has it on', '/v1/topics/news/reach'),
    get('sites', '/v1/sites'),
    get('VAPID keys', '/v1/vapid-keys'),
    get('API keys', '/v1/api-keys'),
    get('audit', '/v1/audit?limit=50'),
    get('jobs', '/v1/jobs?limit=50'),
  ]
}

function people({ subscription, person }: { subscription: string | number; person: string }): Asked[] {
  return [
    get('subscription', `/v1/subscriptions/${subscription}`),
    get('subscriber, browsers', `/v1/subscriptions?limit=20&subscriber=${person}`),
    get('subscription, diagnosis', `/v1/subscriptions/${subscription}/diagnosis`),
    get('subscription, its deliveries', `/v1/deliveries?limit=50&subscription=${subscription}`),
    get('subscriber', `/v1/subscribers/${person}`),
    get('subscriber, preferences', `/v1/subscribers/${person}/preferences`),
    get('subscriber, inbox', `/v1/subscribers/${person}/inbox`),
    get('subscriber, export', `/v1/subscribers/${person}/export`),
  ]
}

/** The lists once more, behind their hundredth page or their end. */
async function deepPages(read: Read): Promise<Asked[]> {
  const lists = {
    subscriptions: '/v1/subscriptions?limit=100',
    'subscriptions, browser': '/v1/subscriptions?limit=100&browser=chrome',
    'subscriptions, topic': '/v1/subscriptions?limit=100&topic=offers',
    subscribers: '/v1/subscribers?limit=100',
    'subscribers, prefix': '/v1/subscribers?limit=100&prefix=customer-',
    'subscribers, topic': '/v1/subscribers?limit=100&topic=blog',
    notifications: '/v1/notifications?limit=100',
  }
  const found: Asked[] = []
  for (const [what, path] of Object.entries(lists)) {
    let last = path
    for (let page = 0; page < PAGES; page += 1) {
      const { next = null } = await read<{ next?: string | null }>(last)
      if (next === null) break
      last = `${path}&cursor=${next}`
    }
    found.push(get(`${what}, page ${PAGES} or the last`, last))
  }
  return found
}

/** What the screens for people, accounts and settings ask for, and the frame around all. */
function settings(): Asked[] {
  return [
    get('session', '/dashboard/api/session'),
    get('sessions', '/dashboard/api/sessions'),
    get('passkeys', '/dashboard/api/passkeys'),
    get('people', '/v1/people'),
    get('invitations', '/v1/people/invitations'),
    get('alarms', '/v1/alarms'),
    get('annotations, a year', `/v1/annotations?from=${date(364)}T00:00:00Z&to=${date(0)}T00:00:00Z`),
  ]
}

function ofOne(broadcast: string): Asked[] {
  const deliveries = `/v1/deliveries?limit=50&notification=${broadcast}`
  return [
    get('notification', `/v1/notifications/${broadcast}`),
    get('notification, who got it', `${deliveries}&outcome=accepted`),
    get('notification, for whom it was gone', `${deliveries}&outcome=gone`),
    get('notification, outcome that nobody had', `${deliveries}&outcome=too-large`),
    get('notification, all deliveries', deliveries),
  ]
}

function charts(broadcast: string): Asked[] {
  const of = (name: string) => `/v1/stats/${name}`
  const filtered = ['growth', 'deliveries', 'engagement'].map((name) =>
    get(`${name}, a year, by browser and system`, `${of(name)}?${YEAR}&browser=chrome&system=android`),
  )
  return [
    ...STATISTICS.flatMap((name) => [
      get(`${name}, a month`, `${of(name)}?${MONTH}`),
      get(`${name}, a year`, `${of(name)}?${YEAR}`),
      get(`${name}, a day by hours`, `${of(name)}?from=${date(1)}&step=hour`),
    ]),
    ...filtered,
    ...['deliveries', 'engagement', 'opt-outs', 'latency'].map((name) =>
      get(`${name}, a year, one topic`, `${of(name)}?${YEAR}&topic=news`),
    ),
    ...['deliveries', 'engagement', 'latency'].map((name) =>
      get(`${name}, one notification`, `${of(name)}?${YEAR}&notification=${broadcast}`),
    ),
    get('reputation', of('reputation')),
    get('interactions, 30 days', `${of('interactions')}?days=30`),
    get('opt-in funnel, 30 days', `${of('funnel')}?days=30`),
    get('opt-in funnel, a year', `${of('funnel')}?days=365`),
    get('all charts as an archive, a month', `${of('archive.zip')}?${MONTH}`),
    get('all charts as an archive, a year', `${of('archive.zip')}?${YEAR}`),
    get('deliveries as CSV, a year', `${of('deliveries.csv')}?${YEAR}`),
  ]
}

function others(): Asked[] {
  const message = { title: 'Hello', body: 'To everybody', url: '/' }
  return [
    get('server', '/v1/server'),
    get('server, load', '/v1/server/load'),
    get('server, doctor', '/v1/server/doctor?network=false'),
    get('ageing', '/v1/ageing'),
    post('preview of a topic', '/v1/notifications/preview', { ...message, to: { topic: 'news' } }),
    post('preview for everybody', '/v1/notifications/preview', { ...message, to: { all: true } }),
    post('appearance', '/v1/notifications/preview/appearance', { ...message, to: { all: true } }),
  ]
}

function get(what: string, path: string): Asked {
  return { what, method: 'GET', path }
}

function post(what: string, path: string, body: object): Asked {
  return { what, method: 'POST', path, body }
}

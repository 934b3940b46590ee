import { Hono } from 'hono'
import { bellWords } from '../bell/bell-words.ts'
import { deleteFeedback, findFeedback, listFeedback } from '../feedback/feedback-store.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { messagePage } from '../pages/message-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { signedIn } from './signed-in.ts'

/** The owner's inbox: the list, and a page for each message. */
export function inboxRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>()
  routes.use(signedIn(site))

  routes.get('/', (c) => {
    const before = readId(c.req.query('before'))
    const { feedback, olderThan } = listFeedback(site.db, { before })
    const view = { feedback, olderThan, isNewest: before === undefined, now: site.now() }
    return c.html(inboxPage({ ...c.var, ...view }))
  })

  // For an open inbox, to see whether there are new messages.
  routes.get('/newest', (c) => c.json({ newest: listFeedback(site.db, { limit: 1 }).feedback[0]?.id ?? 0 }))

  // What the bell says of this site's own.
  routes.get('/bell-words.json', (c) => c.json(bellWords(c.var.t, site.url)))

  routes.get('/:id{\\d{1,15}}', (c) => {
    const found = findFeedback(site.db, Number(c.req.param('id')))
    return found ? c.html(messagePage({ ...c.var, ...found })) : c.notFound()
  })

  routes.post('/:id{\\d{1,15}}/deletion', (c) => {
    deleteFeedback(site.db, Number(c.req.param('id')))
    return c.redirect('/admin/feedback', 303)
  })

  return routes
}

function readId(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined
}

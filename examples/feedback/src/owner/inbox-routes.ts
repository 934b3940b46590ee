import { Hono } from 'hono'
import { deleteFeedback, findFeedback, listFeedback } from '../feedback/feedback-store.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { messagePage } from '../pages/message-page.ts'
import { recogniseBrowser } from '../bell/recognise-browser.ts'
import type { Site, SiteEnv } from '../site.ts'
import { signedIn } from './signed-in.ts'

/** The owner's inbox: the list, and a page for each message. */
export function inboxRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>()
  routes.use(signedIn(site))

  routes.get('/', (c) => {
    const before = readId(c.req.query('before'))
    const { feedback, olderThan } = listFeedback(site.db, { before })
    const browser = recogniseBrowser(c.req.header('user-agent') ?? '')
    return c.html(
      inboxPage({ ...c.var, feedback, olderThan, isNewest: before === undefined, browser }),
    )
  })

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

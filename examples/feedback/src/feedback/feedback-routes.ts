import { Hono } from 'hono'
import { createAllowance } from '../http/allowance.ts'
import { oops } from '../http/oops.ts'
import { readForm } from '../http/read-form.ts'
import { visitorAddress } from '../http/visitor-address.ts'
import { formPage } from '../pages/form-page.ts'
import { privacyPage } from '../pages/privacy-page.ts'
import { thanksPage } from '../pages/thanks-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { receiveFeedback } from './receive-feedback.ts'
import { readFeedback } from './schema.ts'

/** The public side: the form, the thanks after it, and the page about privacy. */
export function feedbackRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>()
  const allowance = createAllowance({ size: 30, refillMs: 60_000, now: site.now })

  // Not no-store, which makes browsers forget the typed text when someone comes back to the form.
  routes.use('/', async (c, next) => {
    await next()
    c.header('cache-control', 'no-cache')
  })

  routes.get('/', (c) => c.html(formPage(c.var)))

  routes.post('/', async (c) => {
    const form = await readForm(c)
    const read = readFeedback(form)
    if (!read.ok) return c.html(formPage({ ...c.var, ...read }), 400)

    const address = visitorAddress(c)
    if (!allowance.take(address)) {
      c.header('retry-after', String(Math.ceil(allowance.wait(address) / 1000)))
      return oops(c, 429)
    }
    // People do not see the field `website`; robots fill it in, and are thanked like everybody.
    if (!form.website) receiveFeedback(site, read.feedback, site.now())
    // 303: reloading the thanks does not send the form again.
    return c.redirect('/thanks', 303)
  })

  routes.get('/thanks', (c) => c.html(thanksPage(c.var)))
  routes.get('/privacy', (c) => c.html(privacyPage(c.var)))
  return routes
}

import { Hono } from 'hono'
import type { Context } from 'hono'
import { createAllowance } from '../http/allowance.ts'
import { readForm } from '../http/read-form.ts'
import { visitorAddress } from '../http/visitor-address.ts'
import { signInPage } from '../pages/sign-in-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { knownDevice, rememberDevice } from './device-cookie.ts'
import { findPasswordHash } from './owner-store.ts'
import { ownerToken } from './owner-token.ts'
import { verifyPassword } from './password.ts'
import { clearSessionCookie, sessionCookie, setSessionCookie } from './session-cookie.ts'
import { endSession, startSession } from './session-store.ts'
import { signedIn } from './signed-in.ts'

/** The owner's sign-in and sign-out, and the identity token for Belfry. */
export function ownerRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>()
  const attempts = createAllowance({ size: 10, refillMs: 10 * 60_000, now: site.now })

  routes.get('/', (c) => {
    if (isSignedIn(c)) return c.redirect('/admin/feedback', 303)
    return c.html(signInPage({ ...c.var, next: nextPage(c.req.query('next')) }))
  })

  routes.post('/', async (c) => {
    const { password = '', ...form } = await readForm(c)
    const next = nextPage(form.next)
    // Others may come from the same address: a browser that has signed in before has attempts of its own.
    const stored = findPasswordHash(site.db) ?? ''
    const device = knownDevice(c, site.url, stored)
    const who = device === undefined ? visitorAddress(c) : `device ${device}`
    if (!attempts.take(who)) {
      c.header('retry-after', String(Math.ceil(attempts.wait(who) / 1000)))
      return c.html(signInPage({ ...c.var, next, problem: 'tooMany' }), 429)
    }
    if (!(await verifyPassword(password, stored))) {
      return c.html(signInPage({ ...c.var, next, problem: 'wrong' }), 403)
    }
    attempts.giveBack(who)
    endSession(site.db, sessionCookie(c, site.url) ?? '')
    setSessionCookie(c, site.url, startSession(site.db, site.now()))
    rememberDevice(c, site.url, stored)
    return c.redirect(next, 303)
  })

  routes.post('/sign-out', signedIn(site), (c) => {
    endSession(site.db, sessionCookie(c, site.url) ?? '')
    clearSessionCookie(c, site.url)
    return c.redirect('/admin', 303)
  })

  // The signed-in person, as a token for Belfry. It lives for minutes, so pages fetch a fresh one when they need it;
  // null means "signed out", and the bell rests.
  routes.get('/identity', (c) => {
    const identity = isSignedIn(c)
      ? site.belfry.identify({ subscriber: 'owner', topics: ['feedback'], expiresInMs: 5 * 60_000 })
      : null
    return c.json({ identity })
  })

  function isSignedIn(c: Context): boolean {
    return ownerToken(c, site) !== undefined
  }

  return routes
}

// Only to a page of the inbox: `next` is in the address, where anyone can write anything.
function nextPage(next = ''): string {
  return /^\/admin\/feedback\/\d{1,15}$/.test(next) ? next : '/admin/feedback'
}

import type { Context } from 'hono'
import { Refusal } from '../refusals/refusal.ts'
import type { HttpEnv } from './environment.ts'

const HEADER = 'x-belfry-dashboard'

/** Says of itself that it is one. Other sites cannot send the header: a browser would ask first (CORS). */
export function saysDashboard(c: Context<HttpEnv>): boolean {
  return c.req.header(HEADER) === '1'
}

/**
 * Refuses a request with an operator's cookie that is not from a page of the dashboard: another site could make a
 * browser send it. Every browser sends Origin when it writes (Fetch section 3.2), and Sec-Fetch-Site on https and
 * localhost.
 */
export function requireDashboardPage(c: Context<HttpEnv>): void {
  if (!saysDashboard(c)) throw new Refusal('dashboard-header-missing', `the header ${HEADER}: 1 is missing`)
  const relation = c.req.header('sec-fetch-site')
  if (relation !== undefined && relation !== 'same-origin') {
    throw new Refusal('fetch-cross-site', 'the header Sec-Fetch-Site says that another site is asking')
  }
  const origin = c.req.header('origin')
  if (origin === undefined) {
    if (/^(GET|HEAD)$/.test(c.req.method)) return
    throw new Refusal('origin-missing', 'the header Origin is missing')
  }
  // A proxy may have changed Host; then the browser's own word counts.
  if (relation === undefined && !isHere(origin, c)) {
    throw new Refusal('origin-foreign', `${origin.slice(0, 100)} is not the origin of the dashboard`)
  }
}

function isHere(origin: string, c: Context<HttpEnv>): boolean {
  if (!URL.canParse(origin)) return false
  const hosts = [c.req.header('host') ?? new URL(c.req.url).host, c.req.header('x-forwarded-host')]
  return hosts.includes(new URL(origin).host)
}

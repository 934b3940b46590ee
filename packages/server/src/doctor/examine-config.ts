import { z } from 'zod'
import { ok, problem, warning, type Finding } from './finding.ts'
import { PageAwayError, requestPage, type PageAnswer } from './page-request.ts'

/** The page, and where Belfry is for it. */
export interface FoundSite {
  page: URL
  /** With its base path. */
  belfry: URL
  site: string
  worker: string
  now: () => number
}

const schema = z.object({
  site: z.string(),
  vapidKey: z.object({ id: z.string() }).nullable(),
  worker: z.object({ url: z.string(), scope: z.string() }),
  client: z.object({ url: z.string() }),
})
export type PageConfig = z.output<typeof schema>

const CLOCK_OFF_MS = 60_000

/** Asks Belfry for what a page asks first, with the page's origin. */
export async function examineConfig({
  page,
  belfry,
  site,
  now,
}: FoundSite): Promise<{ findings: Finding[]; config?: PageConfig }> {
  const url = new URL(`${belfry.href.replace(/\/$/, '')}/b/${encodeURIComponent(site)}/config`)
  const sent = now()
  let answer: PageAnswer
  try {
    answer = await requestPage(url, { origin: page.origin })
  } catch (error) {
    if (!(error instanceof PageAwayError)) throw error
    return { findings: [problem(`Belfry at ${belfry.href} cannot be reached: ${error.message}`)] }
  }
  const config = readConfig(answer)
  if (config === undefined) return { findings: [whyNoConfig(url, site, answer)] }
  const findings = [
    ok(`Belfry answers at ${url.href}`),
    config.vapidKey === null
      ? problem(`the site ${site} has no VAPID key, so nobody can subscribe: belfry vapid create makes one`)
      : ok(`its VAPID key is ${config.vapidKey.id}`),
    examineOrigin(answer.headers, page, site),
    ...examineCache(answer.headers, url),
    ...examineClock(answer.headers, (sent + now()) / 2),
  ]
  return { findings, config }
}

function readConfig({ status, body }: PageAnswer): PageConfig | undefined {
  if (status !== 200) return undefined
  try {
    return schema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined // Somebody else's page; whyNoConfig says so.
  }
}

function whyNoConfig(url: URL, site: string, { status, body }: PageAnswer): Finding {
  if (body.includes('"site-unknown"')) {
    return problem(`Belfry at ${url.origin} has no site ${site}: --site names another; belfry sites lists them`)
  }
  if (status >= 500) {
    return problem(`${url.href} answers with ${status}: the proxy is there, and Belfry behind it is not`)
  }
  return problem(
    `${url.href} answers with ${status}, and not as Belfry does: let your proxy pass /b/ on to Belfry, or say with ` +
      '--belfry where it is',
  )
}

// Belfry answers listed origins with it, on its own host as well.
function examineOrigin(headers: Headers, page: URL, site: string): Finding {
  if (headers.get('access-control-allow-origin') === page.origin) return ok(`pages at ${page.origin} may subscribe`)
  return problem(
    `pages at ${page.origin} may not subscribe: it is no origin of the site ${site}. Add it: ` +
      `belfry sites edit ${site} --origins ${page.origin}, or BELFRY_ORIGINS`,
  )
}

function examineCache(headers: Headers, url: URL): Finding[] {
  if (!(Number(headers.get('age')) > 0)) return []
  return [
    warning(
      `${url.href} comes from a cache (age ${headers.get('age')} s): pages would see an old VAPID key. Exempt /b/ ` +
        'from it',
    ),
  ]
}

function examineClock(headers: Headers, now: number): Finding[] {
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(date)) return []
  const off = Math.round((date - now) / 1000)
  if (Math.abs(off) * 1000 < CLOCK_OFF_MS) return [ok('its clock and this machine’s agree')]
  return [
    warning(
      `its clock is ${Math.abs(off)} s ${off > 0 ? 'ahead of' : 'behind'} this machine's. Push services refuse ` +
        'what a wrong clock signs: let both follow NTP (timedatectl set-ntp true)',
    ),
  ]
}

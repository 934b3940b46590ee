import { directivesOf, findPolicyFaults, neededSources } from './content-policy.ts'
import { examineConfig, type FoundSite } from './examine-config.ts'
import { examineManifest } from './examine-manifest.ts'
import { examineWorker } from './examine-worker.ts'
import { ok, problem, warning, type Finding } from './finding.ts'
import { PageAwayError, requestPage, type PageAnswer } from './page-request.ts'
import { policiesOf } from './page-policies.ts'
import { readMarkup } from './read-html.ts'

export interface PageExamination {
  page: URL
  /** Where Belfry answers, with its base path; the page's own origin by default. */
  belfry?: URL | undefined
  site: string
  /** The path of the site's own worker, where Belfry has another host. */
  worker: string
  now: () => number
}

/** Looks at a live page as a visitor's browser does, and says what would keep its visitors from subscribing. */
export async function examinePage({ page, belfry, site, worker, now }: PageExamination): Promise<Finding[]> {
  const secure = examineSecurity(page)
  let answer: PageAnswer
  try {
    answer = await requestPage(page, { accept: 'text/html' })
  } catch (error) {
    if (!(error instanceof PageAwayError)) throw error
    return [...secure, problem(`${page.href} cannot be reached: ${error.message}`)]
  }
  const at = answer.url
  const markup = readMarkup(answer.body)
  const base = belfry ?? new URL('/', at)
  const policies = policiesOf(answer)
  const found: FoundSite = { page: at, belfry: base, site, worker, now }
  const { findings, config } = await examineConfig(found)
  return [
    ...secure,
    ...examineAnswer(page, answer),
    ...examineMixed(at, base),
    ...examinePolicies(policies, at, base),
    ...findings,
    ...(config === undefined ? [] : await examineWorker(found, config)),
    ...(await examineManifest(at, markup)),
  ]
}

function examineSecurity(page: URL): Finding[] {
  if (page.protocol === 'https:') return []
  // https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
  if (/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(page.hostname)) {
    return [warning(`${page.origin} works in a browser on this machine only: visitors need https`)]
  }
  return [
    problem(`${page.origin} is not https: browsers have neither service workers nor push there. Give it a certificate`),
  ]
}

function examineAnswer(asked: URL, { status, url, headers }: PageAnswer): Finding[] {
  const cleared = headers.get('clear-site-data') ?? ''
  return [
    status < 400 ? ok(`${url.href} answers with ${status}`) : problem(`${url.href} answers with ${status}`),
    ...(url.origin === asked.origin
      ? []
      : [
          warning(
            `${asked.origin} leads to ${url.origin}: people subscribe there. A subscription belongs to one origin: ` +
              'an origin that changes loses all of them',
          ),
        ]),
    ...(/"(\*|storage)"/.test(cleared)
      ? [problem(`the page's header Clear-Site-Data (${cleared}) ends the subscription at each visit: take it away`)]
      : []),
  ]
}

function examineMixed(page: URL, belfry: URL): Finding[] {
  if (page.protocol !== 'https:' || belfry.protocol === 'https:') return []
  return [problem(`browsers block ${belfry.origin} on an https page (mixed content): give Belfry https as well`)]
}

function examinePolicies(policies: readonly string[], page: URL, belfry: URL): Finding[] {
  if (policies.length === 0) return [ok('the page has no content security policy, so none is in the way')]
  const needed = neededSources(page, belfry)
  const faults = findPolicyFaults(policies, page, needed)
  const what = "the page's content security policy"
  const trusted = policies.some((policy) => /require-trusted-types-for/i.test(policy))
  return [
    faults.length === 0
      ? ok(`${what} lets Belfry work (${policies.length}, with those in its markup)`)
      : problem(`${what} is in the way: ${faults.join('; ')}. It needs ${directivesOf(needed)}`),
    ...(trusted
      ? [
          warning(
            'the page asks for trusted types: register the worker yourself, with your policy, and pass ' +
              '`registration` to createClient()',
          ),
        ]
      : []),
  ]
}

import type { FoundSite, PageConfig } from './examine-config.ts'
import { findPolicyFaults } from './content-policy.ts'
import { ok, problem, warning, type Finding } from './finding.ts'
import { headerPolicies } from './page-policies.ts'
import { PageAwayError, requestPage, type PageAnswer } from './page-request.ts'

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
const JAVASCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/i

/** Fetches the scripts as a browser does that is about to run them. */
export async function examineWorker(found: FoundSite, { worker, client }: PageConfig): Promise<Finding[]> {
  const { page, belfry } = found
  const script = await examineScript(new URL(client.url, belfry), {})
  if (belfry.origin !== page.origin) return [...script, ...(await examineOwnWorker(found, worker.url))]
  const url = new URL(worker.url, page)
  const asked = await fetchWorker(url)
  if ('level' in asked) return [...script, asked]
  return [...script, ...describeWorker(url, asked), examineScope(url, new URL(worker.scope, page), asked.headers)]
}

async function examineScript(url: URL, headers: Record<string, string>): Promise<Finding[]> {
  try {
    const { status, headers: got } = await requestPage(url, headers)
    const type = got.get('content-type') ?? ''
    if (status !== 200) return [problem(`the page's script ${url.href} answers with ${status}`)]
    return JAVASCRIPT.test(type) ? [ok(`the page's script is at ${url.href}`)] : [wrongType(url, type)]
  } catch (error) {
    if (!(error instanceof PageAwayError)) throw error
    return [problem(`the page's script ${url.href} cannot be reached: ${error.message}`)]
  }
}

async function examineOwnWorker({ page, belfry, worker }: FoundSite, imported: string): Promise<Finding[]> {
  const url = new URL(worker, page)
  const asked = await fetchWorker(url)
  if ('level' in asked) {
    const advice =
      'a worker has to come from the page’s own origin: make one there that imports Belfry’s (--worker names it)'
    return [problem(`${asked.text}. As Belfry is at ${belfry.origin}, ${advice}`)]
  }
  const wanted = new URL(imported, belfry).href
  return [
    ...describeWorker(url, asked, { 'script-src': belfry.origin, 'connect-src': belfry.origin }),
    asked.body.includes(wanted)
      ? ok(`it imports ${wanted}`)
      : warning(`it does not name ${wanted}: is Belfry's code bundled into it? Without that it shows no notification`),
  ]
}

async function fetchWorker(url: URL): Promise<PageAnswer | Finding> {
  let answer: PageAnswer
  try {
    answer = await requestPage(url, { 'service-worker': 'script' }, 'manual')
  } catch (error) {
    if (!(error instanceof PageAwayError)) throw error
    return problem(`the service worker ${url.href} cannot be reached: ${error.message}`)
  }
  const { status, headers } = answer
  if (status >= 300 && status < 400) {
    // Fetch sets the redirect mode of a worker's script to "error" (Service Workers, section "Update", step 9).
    return problem(`the service worker ${url.href} is redirected to ${headers.get('location')}: browsers refuse that`)
  }
  if (status !== 200) return problem(`the service worker ${url.href} answers with ${status}`)
  const type = headers.get('content-type') ?? ''
  return JAVASCRIPT.test(type) ? answer : wrongType(url, type)
}

function describeWorker(
  url: URL,
  { headers }: PageAnswer,
  needed: Partial<Record<'script-src' | 'connect-src', string>> = { 'connect-src': "'self'" },
): Finding[] {
  const faults = findPolicyFaults(headerPolicies(headers), url, needed)
  return [
    ok(`the service worker is at ${url.href}`),
    ...(faults.length === 0
      ? []
      : [problem(`the worker's own content security policy is in the way: ${faults.join('; ')}`)]),
  ]
}

/** Service Workers, section "Update", step 12: the folder of the script, or what the header allows. */
function examineScope(url: URL, scope: URL, headers: Headers): Finding {
  const allowed = new URL(headers.get('service-worker-allowed') ?? './', url)
  return scope.pathname.startsWith(allowed.pathname)
    ? ok(`its scope is ${scope.pathname}`)
    : problem(`its scope ${scope.pathname} is not below ${allowed.pathname}: let your proxy keep the path /b/`)
}

function wrongType(url: URL, type: string): Finding {
  return problem(`${url.href} comes as ${type || 'no type at all'}: browsers run it only as text/javascript`)
}

import { ConfigError } from '../config/config-error.ts'
import { readEnvironment, type Flags } from '../config/environment.ts'
import { directivesOf, findPolicyFaults, neededSources } from '../doctor/content-policy.ts'
import { policiesOf } from '../doctor/page-policies.ts'
import { PageAwayError, requestPage } from '../doctor/page-request.ts'
import type { Terminal } from './terminal.ts'

/**
 * Prints the directives that a page of the site needs, or with --page says whether that page has them; returns the exit
 * code. Throws a ConfigError.
 */
export async function csp(flags: Flags, terminal: Terminal): Promise<number> {
  const { url: site } = readEnvironment(terminal.env, flags).options
  const page = urlOf(flags['page'] === undefined ? '--url' : '--page', flags['page'] ?? site)
  const needed = neededSources(page, urlOf('--belfry', flags['belfry'] ?? page.href))
  if (flags['page'] === undefined) {
    terminal.out(`${directivesOf(needed)}\n`)
    return 0
  }
  const policies = await readPolicies(page)
  const faults = findPolicyFaults(policies, page, needed)
  for (const fault of faults) terminal.err(`belfry: ${fault}\n`)
  if (faults.length === 0) terminal.out(`${page.href} lets Belfry work (${policies.length} policies).\n`)
  else terminal.err(`It needs: ${directivesOf(needed)}\n`)
  return faults.length === 0 ? 0 : 1
}

function urlOf(setting: string, text: string | undefined): URL {
  const url = text === undefined ? null : URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return url
  throw new ConfigError([{ setting, message: 'give the http: or https: address of a page of the site' }])
}

async function readPolicies(page: URL): Promise<string[]> {
  try {
    return policiesOf(await requestPage(page))
  } catch (error) {
    if (!(error instanceof PageAwayError)) throw error
    throw new ConfigError([{ setting: '--page', message: `${page.href} does not answer: ${error.message}` }])
  }
}

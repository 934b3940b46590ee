/** What a page of the site needs in its Content Security Policy, each directive with its source. */
export interface NeededSources {
  'script-src': string
  'worker-src': string
  'connect-src': string
}

const FALLBACKS: Readonly<Record<keyof NeededSources, readonly string[]>> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  // https://www.w3.org/TR/CSP3/#directive-worker-src
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
}

/** The worker is always the page's own; with Belfry on another host, its script and its addresses are there. */
export function neededSources(page: URL, belfry: URL): NeededSources {
  const there = belfry.origin === page.origin ? "'self'" : belfry.origin
  return { 'script-src': there, 'worker-src': "'self'", 'connect-src': there }
}

export function directivesOf(needed: NeededSources): string {
  return Object.entries(needed)
    .map(([directive, source]) => `${directive} ${source}`)
    .join('; ')
}

/**
 * What the policies of a page keep Belfry from, one sentence each; none where it works. All policies count, and each of
 * them has to allow it (CSP level 3, section 8.1).
 */
export function findPolicyFaults(policies: readonly string[], page: URL, needed: Partial<NeededSources>): string[] {
  return policies.flatMap((policy) => {
    const directives = parsePolicy(policy)
    return (Object.entries(needed) as [keyof NeededSources, string][]).flatMap(([directive, wanted]) => {
      const name = FALLBACKS[directive].find((fallback) => directives.has(fallback))
      const sources = name === undefined ? undefined : (directives.get(name) ?? [])
      if (sources === undefined || isAllowed(sources, page, wanted, directive)) return []
      return [`${directive} does not allow ${wanted}: ${name} is ${sources.join(' ') || "'none'"}`]
    })
  })
}

/** The first of a name counts (section 2.2.1). */
function parsePolicy(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>()
  for (const part of policy.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources)
  }
  return directives
}

function isAllowed(sources: readonly string[], page: URL, source: string, directive: string): boolean {
  const wanted = source === "'self'" ? page : new URL(source)
  return sources.some((given) => {
    const low = given.toLowerCase()
    // Whoever gives scripts a nonce gives it to this one as well; which scripts that are is not in the policy.
    if (directive === 'script-src' && /^'(nonce-|sha(256|384|512)-|strict-dynamic')/.test(low)) return true
    if (low === "'self'") return wanted.origin === page.origin
    if (low === '*') return /^https?:$/.test(wanted.protocol)
    if (/^[a-z][a-z\d+.-]*:$/.test(low)) return low === wanted.protocol
    return isHost(low, wanted)
  })
}

function isHost(given: string, wanted: URL): boolean {
  const parts = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*\.)?([a-z\d.-]+|\[[\da-f:.]+\])(?::(\d+|\*))?(\/.*)?$/.exec(given)
  if (parts === null) return false
  const [, scheme, star, host = '', port, path] = parts
  if (scheme !== undefined && `${scheme}:` !== wanted.protocol) return false
  const isSameHost = star === undefined ? wanted.hostname === host : wanted.hostname.endsWith(`.${host}`)
  const usual = wanted.protocol === 'https:' ? '443' : '80'
  const isSamePort = port === '*' || (port ?? usual) === (wanted.port || usual)
  return isSameHost && isSamePort && (path === undefined || '/b/'.startsWith(path))
}

/** A part of the address space: who may ask there, and what every address in it can refuse. */
export interface Area {
  prefix: string
  /** Asks for an API key. */
  isBehindKey: boolean
  refusals: readonly string[]
  /** Of the methods that write. */
  refusalsOfWrites: readonly string[]
  /** Whether there is a limit to how often it may be asked. DELETE has none: leaving is never refused. */
  isLimited?: true
}

const DASHBOARD_PAGE = ['fetch-cross-site', 'origin-missing', 'origin-foreign']

const KEY = [
  'api-key-missing',
  'api-key-invalid',
  'api-key-address',
  'api-key-attempts',
  'site-not-granted',
  'site-unknown',
  'scope-missing',
  'session-missing',
  ...DASHBOARD_PAGE,
]

export const AREAS: readonly Area[] = [
  { prefix: '/v1/', isBehindKey: true, refusals: KEY, refusalsOfWrites: [] },
  {
    prefix: '/b/:site/',
    isBehindKey: false,
    refusals: ['site-unknown'],
    isLimited: true,
    refusalsOfWrites: ['origin-missing', 'origin-foreign', 'fetch-cross-site'],
  },
  { prefix: '/mcp', isBehindKey: true, refusals: KEY, refusalsOfWrites: [] },
  { prefix: '/metrics', isBehindKey: true, refusals: KEY, refusalsOfWrites: [] },
  {
    prefix: '/dashboard/api/',
    isBehindKey: false,
    refusals: ['accounts-off', 'dashboard-header-missing', ...DASHBOARD_PAGE],
    refusalsOfWrites: [],
  },
  { prefix: '/', isBehindKey: false, refusals: [], refusalsOfWrites: [] },
]

export function areaOf(path: string): Area {
  return AREAS.find(({ prefix }) => path.startsWith(prefix)) as Area
}

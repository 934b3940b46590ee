import type { Operation } from './operation.ts'

/** Who has a budget: each API key and operator, each page's visitor and its site, or each address. */
export type Limit = 'keys' | 'pages' | 'visitors'

/** A part of the address space: who may ask there, and what every address in it can refuse. */
export interface Area {
  prefix: string
  /** Asks for an API key. */
  isBehindKey: boolean
  refusals: readonly string[]
  /** Of the methods that write. */
  refusalsOfWrites: readonly string[]
  /** Whose requests are counted there. */
  limit: Limit
}

const DASHBOARD_PAGE = ['fetch-cross-site', 'origin-missing', 'origin-foreign']

const KEY = [
  'api-key-missing',
  'api-key-invalid',
  'api-key-address',
  'api-key-attempts',
  'api-key-limited',
  'site-not-granted',
  'site-unknown',
  'scope-missing',
  'session-missing',
  ...DASHBOARD_PAGE,
]

export const AREAS: readonly Area[] = [
  { prefix: '/v1/', isBehindKey: true, limit: 'keys', refusals: KEY, refusalsOfWrites: [] },
  {
    prefix: '/b/:site/',
    isBehindKey: false,
    refusals: ['site-unknown'],
    limit: 'pages',
    refusalsOfWrites: ['origin-missing', 'origin-foreign', 'fetch-cross-site'],
  },
  { prefix: '/mcp', isBehindKey: true, limit: 'keys', refusals: KEY, refusalsOfWrites: [] },
  { prefix: '/metrics', isBehindKey: true, limit: 'keys', refusals: KEY, refusalsOfWrites: [] },
  {
    prefix: '/dashboard/api/',
    isBehindKey: false,
    limit: 'visitors',
    refusals: ['accounts-off', 'dashboard-header-missing', ...DASHBOARD_PAGE],
    refusalsOfWrites: [],
  },
  { prefix: '/', isBehindKey: false, limit: 'visitors', refusals: [], refusalsOfWrites: [] },
]

export function areaOf(path: string): Area {
  return AREAS.find(({ prefix }) => path.startsWith(prefix)) as Area
}

/** Whose budget a request to this address is counted in; undefined: it has no limit. */
export function limitOf(path: string, operation: Pick<Operation, 'isOpen' | 'isUnlimited'> | undefined) {
  if (operation?.isUnlimited) return undefined
  const { limit } = areaOf(path)
  return limit === 'keys' && operation?.isOpen ? 'visitors' : limit
}

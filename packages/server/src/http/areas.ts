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

const KEY = [
  'api-key-missing',
  'api-key-invalid',
  'api-key-address',
  'api-key-attempts',
  'site-not-granted',
  'site-unknown',
  'scope-missing',
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
  { prefix: '/', isBehindKey: false, refusals: [], refusalsOfWrites: [] },
]

export function areaOf(path: string): Area {
  return AREAS.find(({ prefix }) => path.startsWith(prefix)) as Area
}

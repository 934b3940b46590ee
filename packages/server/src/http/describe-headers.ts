import type { ZodOpenApiHeadersObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import type { Operation } from './operation.ts'

const text = { type: 'string' as const }

/** The headers that more than one operation answers with, by name. */
export const SHARED_HEADERS = {
  'RateLimit-Policy': {
    description: 'How much may be asked: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).',
    schema: text,
    example: '"address";q=120;w=60',
  },
  RateLimit: {
    description: 'What is left of it: `r` requests now, and one more in `t` seconds.',
    schema: text,
    example: '"address";r=119;t=1',
  },
  'Retry-After': { description: 'Seconds to wait (RFC 9110, section 10.2.3).', schema: text, example: '1' },
  Deprecation: { description: 'Since when it is deprecated (RFC 9745).', schema: text, example: '@1798761600' },
  Sunset: { description: 'From when on it may be gone (RFC 8594).', schema: text },
  Link: { description: 'Where the reference says what to do instead (`rel="deprecation"`).', schema: text },
} as const satisfies Record<string, object>

type SharedHeader = keyof typeof SHARED_HEADERS

/** Adds to each answer of an operation the headers that come from around its handler. */
export function withSharedHeaders(
  responses: ZodOpenApiResponsesObject,
  { deprecated }: Operation,
  isLimited: boolean,
): ZodOpenApiResponsesObject {
  const ofAll: SharedHeader[] = [
    ...(isLimited ? (['RateLimit-Policy', 'RateLimit'] as const) : []),
    ...(deprecated === undefined ? [] : (['Deprecation'] as const)),
    ...(deprecated?.sunset === undefined ? [] : (['Sunset'] as const)),
    ...(deprecated === undefined ? [] : (['Link'] as const)),
  ]
  const entries = Object.entries(responses as Record<string, ZodOpenApiResponseObject>).map(([status, response]) => {
    const names = status === '429' || status === '503' ? [...ofAll, 'Retry-After' as const] : ofAll
    if (names.length === 0) return [status, response] as const
    const refs = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
    const own = response.headers as Record<string, object> | undefined
    return [status, { ...response, headers: { ...own, ...refs } as ZodOpenApiHeadersObject }] as const
  })
  return Object.fromEntries(entries) as ZodOpenApiResponsesObject
}

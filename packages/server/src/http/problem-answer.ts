import type { Fault } from '../refusals/refusal.ts'
import type { RefusalKind } from '../refusals/refusal-kind.ts'
import { docsPath } from './docs-link.ts'
import { HTTP_REFUSALS, type HttpRefusalCode } from './refusals.ts'

export interface ProblemDetails {
  /** The fault of this occurrence; by default the title. */
  detail?: string
  faults?: readonly Fault[]
  headers?: Record<string, string>
  /** Names this occurrence in the log. */
  instance?: string
}

/** The answer to a refusal of the API itself. */
export function problemAnswer(code: HttpRefusalCode, details: ProblemDetails = {}): Response {
  return refusalAnswer(code, HTTP_REFUSALS[code], details)
}

/** An answer of the kind application/problem+json (RFC 9457). */
export function refusalAnswer(code: string, kind: RefusalKind, details: ProblemDetails = {}): Response {
  const { status, title, help } = kind
  const body = {
    type: `urn:belfry:problem:${code}`,
    title,
    status,
    code,
    detail: details.detail ?? title,
    help,
    ...(details.faults?.length ? { errors: details.faults } : {}),
    ...(details.instance ? { instance: details.instance } : {}),
    docs: docsPath(code),
  }
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...details.headers,
    },
  })
}

import type { Fault } from '../refusal.ts'
import { PROBLEMS, type ProblemCode, type ProblemKind } from './problems.ts'

export interface ProblemDetails {
  /** What was wrong this time; the title unless told. */
  detail?: string
  faults?: readonly Fault[]
  headers?: Record<string, string>
  /** Names this occurrence in the log. */
  instance?: string
}

/** An answer of the kind application/problem+json (RFC 9457). */
export function problemAnswer(code: ProblemCode, details: ProblemDetails = {}): Response {
  const { status, title, help }: ProblemKind = PROBLEMS[code]
  const body = {
    type: `urn:belfry:problem:${code}`,
    title,
    status,
    code,
    detail: details.detail ?? title,
    help,
    ...(details.faults?.length ? { errors: details.faults } : {}),
    ...(details.instance ? { instance: details.instance } : {}),
    docs: `docs/reference/errors.md#${code}`,
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

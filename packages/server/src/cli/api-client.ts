import { createBelfryClient, type BelfryClient } from '@belfry/client'
import type { ClientSettings } from '../config/client-settings.ts'
import { ApiError, ServerAwayError } from './api-error.ts'

const PATIENCE_MS = 10_000

/** The API of a running server; `answerOf` unwraps its answers. */
export function createApiClient({ server, apiKey }: ClientSettings): BelfryClient {
  return createBelfryClient({ server, apiKey, fetch: (request) => reach(server, request) })
}

interface Asked<Answer> {
  data?: Answer
  error?: unknown
  response: Response
}

/** The data of an answer; throws an ApiError for a refusal and a ServerAwayError for no answer. */
export async function answerOf<Answer>(asked: Promise<Asked<Answer>>): Promise<NonNullable<Answer>> {
  const { data, error, response } = await asked
  if (data !== undefined && data !== null) return data
  throw apiError(response, typeof error === 'object' && error !== null ? error : {})
}

async function reach(server: URL, request: Request): Promise<Response> {
  const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
    // fetch nests the reason one or two causes deep.
    const { code } = (cause instanceof Error ? (cause.cause ?? cause) : {}) as { code?: string }
    const why = typeof code === 'string' ? ` (${code})` : ''
    throw new ServerAwayError(`${server.origin} does not answer${why}`, { cause })
  })
  if (response.status !== 503 && /json/.test(response.headers.get('content-type') ?? '')) return response
  await response.body?.cancel()
  if (response.status === 503) throw new ServerAwayError(`${server.origin} is starting, stopping or busy`)
  throw apiError(response, {}, server)
}

interface Problem {
  code?: string
  detail?: string
  title?: string
  errors?: { field: string; message: string }[]
}

function apiError({ status, url }: Response, problem: Problem, server: URL | string = url): ApiError {
  const { code = `http-${status}`, detail, title, errors = [] } = problem
  // The detail names the fault; an answer without one has it in its errors.
  const fields = errors.map(({ field, message }) => `${field}: ${message}`).join('; ')
  const what = detail ?? ([title, fields].filter(Boolean).join(': ') || undefined)
  const advice = status === 404 ? ': an app that embeds Belfry has to mount /v1 as well as /b' : ''
  return new ApiError(code, what ?? `${String(server)} answered ${status}, and not as Belfry does${advice}`)
}

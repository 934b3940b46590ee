import type { ClientSettings } from '../config/client-settings.ts'
import type { DeadJobView } from '../deliveries/given-up/given-up-jobs.ts'
import type { NotificationDetails } from '../notifications/notification-view.ts'
import { ApiError, ServerAwayError } from './api-error.ts'

/** The API of a running server, as far as the command line needs it. */
export interface ApiClient {
  send(notification: object, idempotencyKey?: string): Promise<NotificationDetails>
  get(id: string): Promise<NotificationDetails>
  list(cursor?: string): Promise<{ notifications: NotificationDetails[]; next: string | null }>
  setState(id: string, state: 'paused' | 'sending' | 'cancelled'): Promise<NotificationDetails>
  listJobs(cursor?: string): Promise<{ jobs: DeadJobView[]; next: string | null }>
  /** One, or all. */
  reviveJobs(id?: string): Promise<{ revived: number }>
  discardJobs(id?: string): Promise<{ discarded: number }>
}

const PATIENCE_MS = 10_000

/** Speaks to a server; its functions throw an ApiError for a refusal and a ServerAwayError for no answer. */
export function createApiClient({ server, apiKey }: ClientSettings): ApiClient {
  async function ask<Answer>(
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const headers = { authorization: `Bearer ${apiKey}`, ...more }
    const response = await reach(server, new URL(path, server), {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.status === 503) {
      await response.body?.cancel()
      throw new ServerAwayError(`${server.origin} is starting, stopping or busy`)
    }
    const answer = (await response.json().catch(() => undefined)) as Answer | Problem | undefined
    if (response.ok && answer !== undefined) return answer as Answer
    throw apiError(server, response.status, answer as Problem | undefined)
  }

  const queryOf = (cursor?: string) => (cursor ? `?cursor=${encodeURIComponent(cursor)}` : '')
  const jobPathOf = (id?: string) =>
    id === undefined ? 'v1/jobs' : `v1/jobs/${encodeURIComponent(id)}`
  const pathOf = (id: string) => `v1/notifications/${encodeURIComponent(id)}`
  return {
    send: (notification, key) =>
      ask('POST', 'v1/notifications', notification, key ? { 'idempotency-key': key } : {}),
    get: (id) => ask('GET', pathOf(id)),
    list: (cursor) => ask('GET', `v1/notifications${queryOf(cursor)}`),
    setState: (id, state) => ask('PATCH', pathOf(id), { state }),
    listJobs: (cursor) => ask('GET', `v1/jobs${queryOf(cursor)}`),
    reviveJobs: (id) => ask('PATCH', jobPathOf(id), { state: 'ready' }),
    discardJobs: (id) => ask('DELETE', jobPathOf(id)),
  }
}

interface Problem {
  code?: string
  detail?: string
  title?: string
  errors?: { field: string; message: string }[]
}

async function reach(server: URL, url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch (cause) {
    // fetch hides the reason one or two causes deep.
    const { code } = (cause instanceof Error ? (cause.cause ?? cause) : {}) as { code?: string }
    const why = typeof code === 'string' ? ` (${code})` : ''
    throw new ServerAwayError(`${server.origin} does not answer${why}`, { cause })
  }
}

function apiError(server: URL, status: number, problem: Problem = {}): ApiError {
  const { code = `http-${status}`, detail, title, errors = [] } = problem
  const fields = errors.map(({ field, message }) => `${field}: ${message}`).join('; ')
  const what = [detail ?? title, fields].filter(Boolean).join(' ')
  return new ApiError(code, what || `${server.origin} answered ${status}, and not as Belfry does`)
}

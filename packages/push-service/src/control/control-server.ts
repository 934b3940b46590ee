import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PushServiceEvent } from '../events/push-service-event.ts'
import { answerControl, type Controlled } from './control-routes.ts'
import { ControlRequestError, readJsonObject } from './json-body.ts'

const maxWaitMs = 60_000

/** Answers requests to the control API: JSON in, JSON out, and events as long poll or SSE. */
export async function handleControl(
  service: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseStrangers(request)
    const url = addressOf(request)
    if (url.pathname === '/events') {
      await answerEvents(service, request, response, url.searchParams)
      return
    }
    const path = url.pathname.split('/').filter((part) => part !== '')
    const body = await readJsonObject(request)
    const method = request.method ?? 'GET'
    const answer = await answerControl(service, { method, path, query: url.searchParams, body })
    sendJson(response, answer.status, answer.body)
  } catch (error) {
    if (!(error instanceof ControlRequestError || error instanceof RangeError)) throw error
    const status = error instanceof ControlRequestError ? error.status : 507
    const code = error instanceof ControlRequestError ? error.code : 'too-many'
    sendJson(response, status, { code, message: error.message })
  }
}

/** Concatenated, not resolved: a leading `//` would be another host's name. */
function addressOf(request: IncomingMessage): URL {
  const url = URL.parse(`http://127.0.0.1${request.url ?? '/'}`)
  if (url?.hostname !== '127.0.0.1')
    throw new ControlRequestError(400, 'path-invalid', 'the path of the request is none')
  return url
}

/**
 * Only programs of this machine, never a web page: a page could reach loopback too, by a name
 * that resolves to it (DNS rebinding) or by a plain form.
 */
function refuseStrangers(request: IncomingMessage): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const { origin } = request.headers
  if (host !== '127.0.0.1' && host !== 'localhost')
    throw new ControlRequestError(403, 'host-refused', 'use 127.0.0.1 or localhost')
  if (origin !== undefined)
    throw new ControlRequestError(403, 'origin-refused', 'web pages may not use the control API')
}

async function answerEvents(
  { events }: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const types = query.get('type')?.split(',')
  const isWanted = (event: PushServiceEvent): boolean => types?.includes(event.type) ?? true
  const gone = new AbortController()
  response.on('close', () => {
    gone.abort()
  })
  if (request.headers.accept === 'text/event-stream') {
    const after = numberIn(query, 'after', events.mark)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.flushHeaders()
    for await (const event of events.stream({ after, signal: gone.signal })) {
      if (!isWanted(event)) continue
      const text = `id: ${String(event.sequence)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
      // A reader that cannot keep up loses the connection, not our memory.
      if (response.writableLength > 4 * 1024 * 1024) response.destroy()
      else response.write(text)
    }
    response.end()
    return
  }

  const after = numberIn(query, 'after', 0)
  const waitMs = Math.min(numberIn(query, 'wait', 0), maxWaitMs)
  const limit = Math.min(numberIn(query, 'limit', 1000), 10_000)
  const timer = setTimeout(() => {
    gone.abort()
  }, waitMs)
  let found = events.since(after).filter(isWanted).slice(0, limit)
  if (found.length === 0) {
    for await (const event of events.stream({ after, signal: gone.signal })) {
      if (!isWanted(event)) continue
      found = [event]
      break
    }
  }
  clearTimeout(timer)
  const mark = found.at(-1)?.sequence ?? events.mark
  sendJson(response, 200, { events: found, mark })
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (!/^\d{1,15}$/.test(text)) throw new ControlRequestError(400, 'query-invalid', `${name} must be a number`)
  return Number(text)
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(status === 413 ? { connection: 'close' } : {}),
  })
  response.end(text)
}

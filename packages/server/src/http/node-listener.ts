import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'

type Answer = (request: Request, bindings: object) => Promise<Response>
type Next = (error?: unknown) => void

/** `answer` for node:http and what is built on it; with `next`, other paths are left to the routes that follow. */
export function nodeListener(
  answer: Answer,
  isOurs: (incoming: IncomingMessage) => boolean,
): (incoming: IncomingMessage, outgoing: ServerResponse, next?: Next) => void {
  // The app's own Request and Response stay as they are.
  const listener = getRequestListener(
    async (request, bindings) => answer(await withParsedBody(request, bindings.incoming as IncomingMessage), bindings),
    { overrideGlobalObjects: false },
  )
  return (incoming, outgoing, next) => {
    if (next !== undefined && !isOurs(incoming)) next()
    else void listener(incoming, outgoing)
  }
}

/**
 * A body is a stream, and can be read once. Where a parser was first, its result on the request is the body: `rawBody`,
 * or `body` as bytes, as text or as the value of its JSON.
 */
async function withParsedBody(request: Request, incoming: IncomingMessage): Promise<Request> {
  if (!incoming.readableDidRead || /^(GET|HEAD)$/.test(request.method)) return request
  const { method, headers } = request
  const body = bodyOf(incoming)
  const read = new Request(request.url, { method, headers, body: body ?? '' })
  // A consumed stream reports that itself: a handler that needs the body then learns that there was one.
  if (body === undefined) await read.arrayBuffer()
  return read
}

function bodyOf({ rawBody, body }: IncomingMessage & { rawBody?: unknown; body?: unknown }) {
  const raw = rawBody ?? body
  if (typeof raw === 'string' || raw === undefined) return raw
  return raw instanceof Uint8Array ? new Uint8Array(raw) : JSON.stringify(raw)
}

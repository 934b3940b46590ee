import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from '../profiles/profile.ts'
import type { Fault } from './fault.ts'

export interface Exchange {
  readonly request: IncomingMessage | Http2ServerRequest
  readonly response: ServerResponse | Http2ServerResponse
  /** aborts when the service closes */
  readonly signal: AbortSignal
  /** ends the TCP connection without an answer, by FIN or by RST */
  readonly cut: (how: 'end' | 'reset') => void
}

/** Applies a fault to an exchange; `answer` is the answer for faults that send one. */
export async function performFault(fault: Fault, exchange: Exchange, answer: Answer): Promise<void> {
  const { request, response } = exchange
  switch (fault.action) {
    case 'slow':
    case 'hold':
    case 'status':
      send(exchange, answer)
      return
    case 'hang':
      return
    case 'cut':
      exchange.cut('end')
      return
    case 'truncate':
      head(response, answer, { 'content-length': '1000' })
      ;(response as ServerResponse).write('{"cut', () => {
        // The frame has left node's buffers, not yet the TLS layer's.
        setImmediate(exchange.cut, 'end')
      })
      return
    case 'reset':
      if (isHttp2(request)) request.stream.close(fault.errorCode ?? 2)
      else exchange.cut('reset')
      return
    case 'goaway':
      goAway(exchange, fault.errorCode ?? 0)
      return
    case 'drip':
      head(response, answer)
      await drip(exchange, fault.bytes ?? 4096, fault.intervalMs ?? 1000)
      return
    case 'huge':
      head(response, answer)
      await flood(exchange, fault.bytes ?? 64 * 1024 * 1024)
      return
    case 'huge-headers':
      head(response, answer, hugeHeaders(fault.bytes ?? 1024 * 1024))
      response.end()
  }
}

export function send({ response }: Exchange, answer: Answer): void {
  // A client that left, or a service that closes, leaves nobody to answer.
  if (response.destroyed || response.writableEnded) return
  const length = String(Buffer.byteLength(answer.body))
  head(response, answer, answer.status === 204 ? {} : { 'content-length': length })
  response.end(answer.body)
}

function head(response: ServerResponse | Http2ServerResponse, answer: Answer, more: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return
  // Both kinds of response have this form of writeHead; their union's signatures do not meet.
  ;(response as ServerResponse).writeHead(answer.status, { ...answer.headers, ...more })
}

function goAway({ request, cut }: Exchange, code: number): void {
  const session = isHttp2(request) ? request.stream.session : undefined
  if (!session || !isHttp2(request)) {
    cut('end')
    return
  }
  // Streams up to the named one are finished; this one, after it, was never looked at.
  session.goaway(code, Math.max((request.stream.id ?? 1) - 2, 0))
  request.stream.close(7) // REFUSED_STREAM: safe to send again elsewhere (RFC 9113 §8.7)
  session.close()
}

async function drip({ response, signal }: Exchange, bytes: number, intervalMs: number): Promise<void> {
  for (let sent = 0; sent < bytes && !response.destroyed && !signal.aborted; sent += 1) {
    ;(response as ServerResponse).write('.')
    await wait(intervalMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
  response.end()
}

async function flood({ response, signal }: Exchange, bytes: number): Promise<void> {
  const block = Buffer.alloc(64 * 1024, 0x2e)
  for (let sent = 0; sent < bytes && !response.destroyed && !signal.aborted;) {
    const part = block.subarray(0, Math.min(block.length, bytes - sent))
    sent += part.length
    if (!(response as ServerResponse).write(part)) await drained(response as ServerResponse)
  }
  response.end()
}

function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const go = (): void => {
    response.off('drain', go).off('close', go)
    resolve()
  }
  response.on('drain', go).on('close', go)
  return promise
}

function hugeHeaders(bytes: number): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let sent = 0; sent < bytes; sent += 8192) headers[`x-filling-${String(sent / 8192)}`] = 'x'.repeat(8160)
  return headers
}

function isHttp2(request: IncomingMessage | Http2ServerRequest): request is Http2ServerRequest {
  return request.httpVersionMajor === 2
}

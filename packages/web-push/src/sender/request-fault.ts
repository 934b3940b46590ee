import { types } from 'node:util'
import type { PushRequest } from '../build-request.ts'
import { wrongArgument } from '../wrong-argument.ts'

/** Returns why this is no request: a mistake of the caller, which no answer of a push service can express. */
export function requestFault(request: PushRequest, signal: AbortSignal | undefined): TypeError | undefined {
  const given: unknown = request
  if (typeof given !== 'object' || given === null) {
    return wrongArgument('request', 'what buildRequest() makes', given)
  }
  const { origin, path, headers, body } = given as Partial<Record<keyof PushRequest, unknown>>
  if (typeof origin !== 'string' || typeof path !== 'string') {
    return wrongArgument('request', 'what buildRequest() makes', given)
  }
  if (!areHeaders(headers)) {
    return wrongArgument('request.headers', 'an object of names and strings', headers)
  }
  if (body !== undefined && !types.isUint8Array(body)) {
    return wrongArgument('request.body', 'bytes (a Buffer)', body)
  }
  // Not by its constructor: jsdom has one of its own.
  if (signal !== undefined && typeof (signal as Partial<AbortSignal> | null)?.addEventListener !== 'function') {
    return wrongArgument('signal', 'an AbortSignal', signal)
  }
  return undefined
}

function areHeaders(headers: unknown): boolean {
  if (typeof headers !== 'object' || headers === null) {
    return false
  }
  for (const name in headers) {
    if (typeof (headers as Record<string, unknown>)[name] !== 'string') {
      return false
    }
  }
  return !(Symbol.iterator in headers)
}

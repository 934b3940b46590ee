import https from 'node:https'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { RequestOptions as HttpsOptions } from 'node:https'
import { isMetadataAddress, lookupOutsideMetadata, MetadataAddressError } from './metadata-address.ts'
import { ProxyAgent, ProxyRefusedError } from './proxy-agent.ts'
import type { RequestDetails } from './request-details.ts'
import type { Headers } from './request-options.ts'
import { parseUrl } from '../parse-url.ts'
import { WebPushError } from './web-push-error.ts'

export interface SendResult {
  statusCode: number
  body: string
  headers: Headers
}

/** A push service's answer is a sentence; web-push would buffer gigabytes of it. */
const MAX_BODY_LENGTH = 64 * 1024
/** Without `timeout` web-push waits for ever. */
const PATIENCE_MS = 30_000
/**
 * `timeout` counts from the last byte, as web-push documents it, so a byte now and then would defeat it: the whole
 * exchange may take four times as long.
 */
const TIMEOUTS_IN_ALL = 4
const UNEXPECTED = 'Received unexpected response code'

/** Sends a request with node:https, looked up at each call because people patch it. */
export function sendRequest(details: RequestDetails): Promise<SendResult> {
  const options = httpsOptions(details)
  const patience = details.timeout ? Math.max(details.timeout * TIMEOUTS_IN_ALL, 1000) : PATIENCE_MS
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined
    const request: ClientRequest = https.request(options, (response) => {
      answer = new Answer(response, details.endpoint)
      response.on('data', (chunk: Buffer | string) => {
        if (answer?.add(chunk)) return
        finish()
        request.destroy()
      })
      response.on('end', finish)
      response.on('error', fail)
      // Comes after 'end' too, when everything is settled.
      response.on('close', () => fail(new Error('The connection closed before the answer ended')))
    })
    const deadline = setTimeout(() => giveUp(new Error('Socket timeout')), patience).unref()
    request.on('error', fail)
    if (details.timeout) request.on('timeout', () => giveUp(new Error('Socket timeout')))
    if (details.body) request.write(details.body)
    request.end()

    function finish() {
      clearTimeout(deadline)
      if (answer?.isSuccess) resolve(answer.result())
      else if (answer) reject(answer.error(UNEXPECTED))
    }
    function fail(cause: Error) {
      clearTimeout(deadline)
      if (answer) reject(answer.error(answer.isSuccess ? cause.message : UNEXPECTED, cause))
      else reject(cause instanceof ProxyRefusedError ? asPushError(cause, details) : cause)
    }
    function giveUp(error: Error) {
      fail(error)
      request.destroy(error)
      if (options.agent instanceof ProxyAgent) options.agent.destroy()
    }
  })
}

function httpsOptions(details: RequestDetails): HttpsOptions {
  const url = parseUrl(details.endpoint)
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  if (isMetadataAddress(hostname)) throw new MetadataAddressError(hostname)
  const options: HttpsOptions = {
    hostname,
    port: url.port || null,
    path: `${url.pathname}${url.search}`,
    headers: details.headers,
    method: details.method,
    lookup: lookupOutsideMetadata,
  }
  if (details.timeout) options.timeout = details.timeout
  if (details.agent) options.agent = details.agent
  if (details.proxy) options.agent = new ProxyAgent(details.proxy)
  return options
}

/** The part of a response that has arrived, its body up to the limit. */
class Answer {
  readonly #response: IncomingMessage
  readonly #endpoint: string
  readonly #chunks: Buffer[] = []
  #length = 0

  constructor(response: IncomingMessage, endpoint: string) {
    this.#response = response
    this.#endpoint = endpoint
  }

  get isSuccess(): boolean {
    const { statusCode = 0 } = this.#response
    return statusCode >= 200 && statusCode <= 299
  }

  /** Returns false when there is no room for more. */
  add(chunk: Buffer | string): boolean {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    const part = bytes.subarray(0, MAX_BODY_LENGTH - this.#length)
    this.#chunks.push(part)
    this.#length += part.length
    return this.#length < MAX_BODY_LENGTH
  }

  result(): SendResult {
    return {
      statusCode: this.#response.statusCode ?? 0,
      body: this.#body(),
      headers: this.#headers(),
    }
  }

  error(message: string, cause?: Error): WebPushError {
    const { statusCode, body, headers } = this.result()
    const options = cause ? { cause } : undefined
    return new WebPushError(message, statusCode, headers, body, this.#endpoint, options)
  }

  #body(): string {
    return Buffer.concat(this.#chunks, this.#length).toString()
  }

  #headers(): Headers {
    // web-push's types omit that Set-Cookie comes as a list.
    return this.#response.headers as Headers
  }
}

/**
 * web-push passes the proxy's status on as the push service's. People delete a subscription at 404
 * and 410 and take 2xx for sent, and a proxy can mean neither: those become 502.
 */
function asPushError(refusal: ProxyRefusedError, { endpoint }: RequestDetails): WebPushError {
  const { statusCode: status, headers } = refusal
  const misleading = status < 300 || status === 404 || status === 410
  return new WebPushError(refusal.message, misleading ? 502 : status, headers as Headers, '', endpoint, {
    cause: refusal,
  })
}

import type { Headers } from './request-options.ts'

/**
 * A push service that answered with something else than success; the shape of `web-push`'s own
 * error. `cause` is set where the answer itself broke off or took too long.
 *
 * @example
 * try {
 *   await sendNotification(subscription, 'Hello')
 * } catch (error) {
 *   if (error instanceof WebPushError && error.statusCode === 410) forget(subscription)
 * }
 */
export class WebPushError extends Error {
  readonly statusCode: number
  readonly headers: Headers
  readonly body: string
  readonly endpoint: string

  constructor(
    message: string,
    statusCode: number,
    headers: Headers,
    body: string,
    endpoint: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    // web-push 3.6.7 assigns name and message, which makes them own and enumerable: code that logs
    // errors as JSON sees both.
    Object.defineProperty(this, 'name', own('WebPushError'))
    Object.defineProperty(this, 'message', own(message))
    this.statusCode = statusCode
    this.headers = headers
    this.body = body
    this.endpoint = endpoint
  }
}

function own(value: string): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true }
}

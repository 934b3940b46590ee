import type { Headers } from './request-options.ts'

/**
 * An answer of a push service other than success, in the shape of `web-push`'s own error. `cause` is set when the
 * answer itself broke off or took too long.
 *
 * @example
 * try {
 *   await sendNotification(subscription, 'Hello')
 * } catch (error) {
 *   if (error instanceof WebPushError && error.statusCode === 410) forget(subscription)
 * }
 */
export class WebPushError extends Error {
  declare readonly statusCode: number
  declare readonly headers: Headers
  declare readonly body: string
  declare readonly endpoint: string

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
    // errors as JSON sees both, and in this order.
    Reflect.deleteProperty(this, 'message')
    Object.assign(this, { name: 'WebPushError', message, statusCode, headers, body, endpoint })
  }
}

import { channel } from 'node:diagnostics_channel'
import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './environment.ts'
import { routePattern } from './route-pattern.ts'

/** One answer, and its request. */
export interface PublishedAnswer {
  method: string
  /** The pattern of the address, `/v1/topics/:id` say; empty where there is nothing at the address. */
  route: string
  /** A copy: its body is for the subscribers. */
  response: Response
}

const answers = channel('belfry:answer')

/**
 * Publishes each answer on the channel `belfry:answer` of node:diagnostics_channel; does
 * nothing unless somebody subscribes.
 */
export const publishAnswer: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  // A stream has no end to wait for.
  if (!answers.hasSubscribers || c.res.headers.get('content-type') === 'text/event-stream') return
  answers.publish({
    method: c.req.method,
    route: routePattern(c) ?? '',
    response: c.res.clone(),
  } satisfies PublishedAnswer)
}

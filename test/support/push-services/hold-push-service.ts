import type { PushService } from '@belfry/push-service'

/** A push service that has stopped answering, until it is released. */
export interface HeldPushService {
  /** Resolves with the first request that waits for its answer. */
  holding: Promise<void>
  /** Requests that have come in since it stopped, answered or not. */
  readonly held: number
  /** Answers the waiting requests, and all later ones as usual. */
  release(): void
}

/**
 * Makes a push service take only so many messages, so that a test can act in the middle of a broadcast on a fast
 * machine as well as on a slow one. The sender times out after 15 s.
 *
 * @example
 * const service = holdPushService(pushService, { after: 300 })
 * await service.holding
 */
export function holdPushService(service: PushService, { after = 0 }: { after?: number } = {}): HeldPushService {
  const holding = Promise.withResolvers<void>()
  let fault: string | undefined
  let taken = 0
  let held = 0
  const hold = () => void ({ id: fault } = service.faults.add({ action: 'hold' }))
  if (after === 0) hold()
  const stops = [
    service.events.on('accepted', () => {
      taken += 1
      if (taken === after) hold()
    }),
    service.events.on('faulted', ({ fault: met }) => {
      if (met !== fault) return
      held += 1
      holding.resolve()
    }),
  ]
  return {
    holding: holding.promise,
    get held() {
      return held
    },
    release() {
      for (const stop of stops) stop()
      if (fault !== undefined) service.faults.remove(fault)
    },
  }
}

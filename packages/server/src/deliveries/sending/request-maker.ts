import { buildRequest, type EncryptionEngine, type PushRequest, type Urgency, type VapidSigner } from '@belfry/web-push'
import type { Delivery } from '../delivery.ts'
import { remainingTtl } from './policy.ts'

/** Why there is no request, and the outcome of the delivery. */
export interface NoRequest {
  outcome: 'rejected' | 'retry-later'
  reason: string
}

/** Encrypts and signs a slice of deliveries. A fault of one stops no other. */
export interface RequestMaker {
  make(deliveries: readonly Delivery[]): Promise<(PushRequest | NoRequest)[]>
}

export interface RequestMakerOptions {
  encryption: EncryptionEngine
  /** By VAPID key id: the subscription's own key decides, not the site's active one. */
  signerOf: (vapidKeyId: string) => VapidSigner | undefined
  now: () => number
}

export function createRequestMaker({ encryption, signerOf, now }: RequestMakerOptions): RequestMaker {
  async function encrypt(deliveries: readonly Delivery[]): Promise<(Buffer | string)[]> {
    try {
      return await encryption.encryptBatch(deliveries.map(({ due, payload }) => ({ payload, keys: due })))
    } catch {
      if (deliveries.length === 1) return ['build-failed']
      // One of them breaks the batch: building each alone finds it.
      return (await Promise.all(deliveries.map((delivery) => encrypt([delivery])))).flat()
    }
  }

  function build({ due, notification, trace }: Delivery, body: Buffer | string | undefined) {
    trace?.began(due.service)
    if (typeof body !== 'object') return refused(body ?? 'build-failed')
    const signer = signerOf(due.vapidKeyId)
    // The operator may bring the key back: the notification waits for it, as long as it may.
    if (signer === undefined) return { outcome: 'retry-later', reason: 'vapid-key-missing' } as const
    try {
      return buildRequest({
        endpoint: due.endpoint,
        body,
        ttl: remainingTtl(notification, now()),
        urgency: notification.urgency as Urgency,
        ...(notification.collapseKey === null ? {} : { collapseKey: notification.collapseKey }),
        signer,
      })
    } catch (error) {
      // The message of a URL that does not parse holds the endpoint, which is a secret: its code says enough.
      return refused(error instanceof TypeError ? 'endpoint-not-a-url' : 'build-failed')
    }
  }

  return {
    async make(deliveries) {
      const bodies = await encrypt(deliveries)
      return deliveries.map((delivery, index) => build(delivery, bodies[index]))
    },
  }
}

function refused(reason: string): NoRequest {
  return { outcome: 'rejected', reason }
}

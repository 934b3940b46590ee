import { VapidSigner } from '@belfry/web-push'
import type { EngineEvent } from '../engine-event.ts'
import type { EngineKey } from './engine-messages.ts'
import { explainCause } from '../undelivered/explain-cause.ts'

/** The signers of all VAPID keys that are known, by key id. */
export interface Signers {
  get(vapidKeyId: string): VapidSigner | undefined
  set(keys: readonly EngineKey[]): void
}

/** A key that cannot sign is an alarm and no reason to stop: the other sites' keys can. */
export function createSigners(report: (event: EngineEvent) => void, now: () => number = Date.now): Signers {
  let signers = new Map<string, { signer: VapidSigner; key: EngineKey }>()

  function signerOf(key: EngineKey): VapidSigner | undefined {
    const known = signers.get(key.id)
    // Kept, and its tokens with it: Apple asks not to renew them more than once an hour.
    if (known?.key.subject === key.subject && known.key.privateKey === key.privateKey) {
      return known.signer
    }
    const { id, publicKey, privateKey, subject } = key
    try {
      return new VapidSigner({ keys: { publicKey, privateKey }, subject, now })
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'vapid-key-invalid'
      const details = {
        outcome: 'retry-later',
        reason,
        vapidKeyId: id,
        ...explainCause({ outcome: 'retry-later', reason }),
      }
      report({ name: 'alarm', alarm: { cause: `${reason} ${id}`, details, count: 1 } })
      return undefined
    }
  }

  return {
    get: (vapidKeyId) => signers.get(vapidKeyId)?.signer,
    set(keys) {
      const next: typeof signers = new Map()
      for (const key of keys) {
        const signer = signerOf(key)
        if (signer !== undefined) next.set(key.id, { signer, key })
      }
      signers = next
    },
  }
}

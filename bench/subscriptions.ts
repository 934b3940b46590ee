import { createECDH, randomBytes } from 'node:crypto'

/** A subscription in both forms: as Belfry stores it, raw, and as web-push takes it. */
export interface BenchSubscription {
  endpoint: string
  keys: { p256dh: Buffer; auth: Buffer }
  webPush: { endpoint: string; keys: { p256dh: string; auth: string } }
}

/** Different keys and paths, one origin. */
export function makeSubscriptions(count: number, origin: string): BenchSubscription[] {
  return Array.from({ length: count }, () => {
    const keys = { p256dh: createECDH('prime256v1').generateKeys(), auth: randomBytes(16) }
    const endpoint = `${origin}/wpush/v2/${randomBytes(100).toString('base64url')}`
    const p256dh = keys.p256dh.toString('base64url')
    const auth = keys.auth.toString('base64url')
    return { endpoint, keys, webPush: { endpoint, keys: { p256dh, auth } } }
  })
}

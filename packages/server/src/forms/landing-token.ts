import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

// What an address carries where the browser opens it by itself, and no worker tells of the click: which notification,
// and what was pressed. The page's script reads it and tells it together with the handle of the browser. So one token
// does for everybody who gets the notification, and costs a broadcast nothing.

/** The name of the parameter in the address. */
export const LANDING_PARAMETER = 'belfry'

/**
 * `c`: the notification itself; `o`: the same, and the page is to offer "Not relevant"; `i`: "Not relevant"; a digit:
 * the action at this place.
 */
export type Pressed = 'c' | 'o' | 'i' | `${number}`

export interface Landing {
  notification: string
  pressed: Pressed
}

const PROOF_BYTES = 9

export function landingKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'belfry landing token', 32))
}

export function makeLandingToken(key: Uint8Array, { notification, pressed }: Landing): string {
  return `${pressed}-${proofOf(key, notification, pressed).toString('base64url')}-${notification}`
}

/** Undefined for anything that this server has not made. */
export function readLandingToken(key: Uint8Array, token: string): Landing | undefined {
  const [, pressed, proof = '', notification = ''] = /^([coi]|\d)-([\w-]{12})-([\w-]{1,64})$/.exec(token) ?? []
  if (pressed === undefined) return undefined
  const made = proofOf(key, notification, pressed)
  const given = Buffer.from(proof, 'base64url')
  if (given.length !== made.length || !timingSafeEqual(given, made)) return undefined
  return { notification, pressed: pressed as Pressed }
}

function proofOf(key: Uint8Array, notification: string, pressed: string): Buffer {
  const mac = createHmac('sha256', key).update(`belfry-landing.${pressed}.${notification}`).digest()
  return mac.subarray(0, PROOF_BYTES)
}

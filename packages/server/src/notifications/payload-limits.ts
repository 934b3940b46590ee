import { z } from 'zod'
import type { TextLimits } from './cut-text.ts'

// Firefox for Android is bridged through FCM, which takes about 3070 bytes of body: 103 of encryption, and padding
// is capped at 2820 bytes of plaintext, so every payload of this size arrives everywhere.
export const MAX_PAYLOAD_BYTES = 2800
// 120 is the length that every system shows; a longer text is cut by the system, somewhere.
export const BODY: TextLimits = { graphemes: 120, bytes: 2400 }
export const TITLE: TextLimits = { graphemes: 80, bytes: 400 }
export const ACTION_TITLE: TextLimits = { graphemes: 40, bytes: 160 }
// A body that must shrink below this is useless: the rest of the payload is then too large.
export const MIN_BODY_BYTES = 120
// The fields that `privacy: generic` omits; title and body are replaced.
export const HIDDEN_WHEN_GENERIC = ['image', 'actions'] as const

/** The role of a field in the payload: for belfry.notify() in SQL, which checks the size before the payload is made. */
export interface PayloadPart {
  /** An address, of a page of the site or of a picture anywhere. */
  link?: 'page' | 'picture'
  /** A text that is cut to make room, but not below these bytes. */
  cutAt?: number
  /** It is not in the payload, or the allowance for its frame has room for it. */
  counts?: false
}

export const inPayload = z.registry<PayloadPart>()

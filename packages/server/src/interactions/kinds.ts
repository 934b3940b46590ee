import type { Pressed } from '../forms/landing-token.ts'

// What a browser tells of a notification, and the small numbers that the tables keep. A released number never changes.

export const KINDS = ['displayed', 'clicked', 'closed', 'irrelevant', 'relevant', 'action'] as const
export type InteractionKind = (typeof KINDS)[number]

const CODES: Readonly<Record<Exclude<InteractionKind, 'action'>, number>> = {
  displayed: 1,
  clicked: 2,
  closed: 3,
  irrelevant: 4,
  relevant: 5,
}
const UNKNOWN_ACTION = 8
// Followed by the place of the action in its notification.
const FIRST_ACTION = 10

export const CODE_OF = CODES

/** `actions`: the names of the notification's own actions, in their order. */
export function codeOf(kind: InteractionKind, action: string | undefined, actions: readonly string[]): number {
  if (kind !== 'action') return CODES[kind]
  const place = action === undefined ? -1 : actions.indexOf(action)
  return place === -1 ? UNKNOWN_ACTION : FIRST_ACTION + place
}

/** The same for what an address carries; see forms/landing-token.ts. */
export function codeOfPressed(pressed: Pressed): number {
  if (pressed === 'c' || pressed === 'o') return CODES.clicked
  return pressed === 'i' ? CODES.irrelevant : FIRST_ACTION + Number(pressed)
}

/** Whether a code is a press of an action, known or not. */
export function isAction(code: number): boolean {
  return code >= UNKNOWN_ACTION
}

/** The place of an action in its notification; undefined for a code that is none's. */
export function placeOfAction(code: number): number | undefined {
  return code >= FIRST_ACTION ? code - FIRST_ACTION : undefined
}

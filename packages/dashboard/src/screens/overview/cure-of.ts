interface Cure {
  to: '/settings' | '/subscriptions' | '/system'
  word: 'link.keys' | 'link.contact' | 'link.subscriptions' | 'link.system'
}

// By outcome and reason, the first that fits; their texts are the server's (explain-cause.ts).
const CURES: readonly [RegExp, Cure][] = [
  [/ vapid-keys?-|^key-mismatch/, { to: '/settings', word: 'link.keys' }],
  [/^rejected http-40[13]\b/, { to: '/settings', word: 'link.contact' }],
  [/^rejected (endpoint-(?!private)|p256dh-|auth-|build-failed)/, { to: '/subscriptions', word: 'link.subscriptions' }],
]

/** The screen on which an alarm can be ended, or at least be understood. */
export function cureOf({ outcome = '', reason = '' }: Readonly<Record<string, string>>): Cure {
  const found = CURES.find(([when]) => when.test(`${outcome} ${reason}`))
  return found?.[1] ?? { to: '/system', word: 'link.system' }
}

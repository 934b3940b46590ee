import type { State } from '../client.ts'

/** The look of the bell: ringing, at rest, crossed out, dashed, or with a mark for trouble. */
export type Look = 'on' | 'off' | 'blocked' | 'impossible' | 'trouble'

export function lookOf({ status, code, remedy }: State): Look {
  switch (status) {
    case 'subscribed':
      return 'on'
    case 'default':
    case 'soft-declined':
    case 'granted-unsubscribed':
      return code === 'lost' ? 'trouble' : 'off'
    case 'denied':
      return 'blocked'
    case 'unsynced':
    case 'key-mismatch':
      return remedy === 'user' && code === 'security-error' ? 'blocked' : 'trouble'
    case 'unsupported':
    case 'insecure-context':
    case 'in-app-webview':
    case 'ios-not-installed':
    case 'no-key':
      return 'impossible'
  }
}

/** Whether a press of the switch can do something. */
export function canSwitch(state: State | undefined): boolean {
  return state?.status === 'subscribed' || state?.remedy === 'subscribe'
}

/** The names of the texts for a state: the most exact one first. */
export function sentenceFor({ code, remedy, status }: State): string[] {
  const bySite = remedy === 'site' && status !== 'no-key'
  return [`state.${code}`, bySite ? 'state.site' : `state.${status}`]
}

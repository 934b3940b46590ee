import type { State } from './state.ts'

/** The progress of a call: the browser asks the user · it connects with its push service · that takes long. */
export type Progress = 'asking' | 'connecting' | 'waiting'

/**
 * The way to a subscription, and out of it: the site's own question was shown, answered with yes or no · the browser's
 * was · notifications were turned off.
 */
export type FunnelStep = 'shown' | 'soft-yes' | 'soft-no' | 'native-yes' | 'native-no' | 'left'

/** One step, and what the question was about; the prompt is the site's name for its question. */
export interface Funnel {
  step: FunnelStep
  topic?: string | undefined
  prompt?: string | undefined
}

export interface Announcer {
  /** Announces a state that is not the one before, and returns it. */
  tell: (state: State) => State
  step: (progress: Progress) => void
  count: (taken: Funnel) => void
}

/** A reachable push service has answered by then. */
const SOON_MS = 3000

/** Announces states and progress as events of `target`. */
export function createAnnouncer(target: EventTarget): Announcer {
  let last = ''
  let slow: ReturnType<typeof setTimeout> | undefined

  function step(detail: Progress): void {
    target.dispatchEvent(new CustomEvent('progress', { detail }))
    if (detail === 'connecting') slow = setTimeout(step, SOON_MS, 'waiting')
  }

  return {
    step,
    count: (detail) => void target.dispatchEvent(new CustomEvent('funnel', { detail })),
    tell(detail) {
      clearTimeout(slow)
      const text = JSON.stringify(detail)
      if (text !== last) {
        last = text
        target.dispatchEvent(new CustomEvent('change', { detail }))
      }
      return detail
    },
  }
}

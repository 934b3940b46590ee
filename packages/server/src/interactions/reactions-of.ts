import type { ToldReaction } from '../pace/reaction-store.ts'
import { CODE_OF, isAction } from './kinds.ts'
import type { Told } from './told.ts'

/**
 * What tells whether a person reacts. A click, on the notification or where it leads, and a press are reactions;
 * `closed` is none, as most systems say it of what nobody has looked at, and `irrelevant` asks for fewer itself.
 */
export function reactionsOf(told: readonly Told[]): ToldReaction[] {
  return told.flatMap(([, , kind, , at, subscriber]) => {
    if (subscriber === undefined) return []
    if (kind === CODE_OF.displayed) return { subscriber, kind: 'display', at }
    const isReaction = kind === CODE_OF.clicked || kind === CODE_OF.relevant || isAction(kind)
    return isReaction ? { subscriber, kind: 'reaction', at } : []
  })
}

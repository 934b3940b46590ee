import type { BelfryModels } from '@belfry/client'
import type { Draft } from './draft.ts'

export const RULES = [
  'no-title',
  'generic-title',
  'shouting',
  'title-cut',
  'body-cut',
  'no-body',
  'no-link',
  'no-icon',
  'stays',
  'urgent',
  'too-often',
  'at-night',
] as const

/** Something that browsers punish or people block for. */
export type Rule = (typeof RULES)[number]

export interface CheckContext {
  /** The notification on each system, as Belfry has answered last. */
  platforms: readonly BelfryModels['NotificationAppearance'][] | undefined
  /** Broadcasts of the last seven days. */
  recent: number
  /** The hour of the day where the operator is. */
  hour: number
}

// As people leave them in, in English and German: a title of which nobody knows what it is about.
const NOTHING_SAID = [
  'hello|hi|hey|test|notification|update|news|message|alert|info|important',
  'hallo|nachricht|mitteilung|benachrichtigung|neuigkeiten|wichtig',
]
const GENERIC = new RegExp(`^((new|neue) )?(${NOTHING_SAID.join('|')})( \\d+)?[.!]*$`, 'i')
const SHOUTED_LETTERS = 8
const SHOUTED_SHARE = 0.7
// Braze, Pushwoosh and Airship advise at most one to five a week; Belfry's own cap is six (D9, S38).
const OFTEN = 5
const NIGHT = { from: 22, until: 8 }

/** The rules that a broadcast breaks, the worst first. Pure. */
export function checkBroadcast(draft: Draft, { platforms = [], recent, hour }: CheckContext): Rule[] {
  const title = draft.title.trim()
  const isBroadcast = draft.audience !== 'subscriber'
  const broken: Partial<Record<Rule, boolean>> = {
    'no-title': title === '',
    'generic-title': GENERIC.test(title),
    shouting: isShouted(title) || isShouted(draft.body),
    'title-cut': platforms.some((platform) => platform.title.isCut),
    'body-cut': platforms.filter((platform) => platform.body?.isCut).length >= 3,
    'no-body': draft.body.trim() === '' && draft.image.trim() === '',
    'no-link': draft.url.trim() === '',
    'no-icon': draft.icon.trim() === '',
    stays: isBroadcast && draft.requireInteraction,
    urgent: isBroadcast && draft.urgency === 'high',
    'too-often': isBroadcast && recent >= OFTEN,
    'at-night': isBroadcast && (hour >= NIGHT.from || hour < NIGHT.until),
  }
  return RULES.filter((rule) => broken[rule])
}

/** Capitals from end to end, or marks in a row. */
export function isShouted(text: string): boolean {
  if (/[!?¡¿]{2,}/.test(text)) return true
  const letters = text.match(/\p{L}/gu) ?? []
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase())
  return letters.length >= SHOUTED_LETTERS && capitals.length >= letters.length * SHOUTED_SHARE
}

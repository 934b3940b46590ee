/** How a site behaves towards people, in the days that count. */
export interface ReputationFigures {
  prompts: number
  nativeYes: number
  accepted: number
  /** Clicks and presses of actions. */
  clicked: number
  irrelevant: number
  /** Topics turned off or muted, and people who unsubscribed. */
  optOuts: number
  /** Answers 429 of Google's push service, which judges senders, and the days that had any. */
  throttled: number
  throttledDays: number
  /** The most messages in one minute. */
  peakPerMinute: number
}

export const LEVELS = ['good', 'watch', 'danger'] as const
export type Level = (typeof LEVELS)[number]
export const MEASURES = ['throttled', 'clicks', 'prompts', 'irrelevance', 'opt-outs'] as const
export type Measure = (typeof MEASURES)[number]

export interface Finding {
  measure: Measure
  /** null: too little to judge. */
  value: number | null
  /** From here on it is dangerous (of clicks: below it); `watch` begins before. */
  limit: number
  level: Level
  says: string
  advice: string
  /** Where the limit is published; null: it is ours, as browsers publish none. */
  source: string | null
}

// Below these a rate says nothing.
const ENOUGH_ACCEPTED = 1000
const ENOUGH_PROMPTS = 100
const CHROME_LIMITS = 'https://developer.chrome.com/blog/web-push-rate-limits'
const CHROME_REVOKES = 'https://blog.chromium.org/2025/10/automatic-notification-permission.html'
/** Chrome lifts its limits after so many days without a reason for them. */
export const CLEAN_DAYS = 42
const LIMITED_AT = 1000
const CURE = 'The rule for those who never react (silence, beside the caps of the site) does that by itself.'
const COST: Readonly<Record<Level, number>> = { good: 0, watch: 15, danger: 40 }

/** Judges by what browsers publish, and by limits of our own where they publish none. Pure. */
export function judgeReputation(figures: ReputationFigures): { score: number; level: Level; findings: Finding[] } {
  const findings = [
    throttled(figures),
    clicks(figures),
    prompts(figures),
    irrelevance(figures),
    optOuts(figures),
  ].toSorted((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level))
  const score = findings.reduce((left, { level }) => left - COST[level], 100)
  return { score: Math.max(0, score), level: findings[0]?.level ?? 'good', findings }
}

function throttled({ throttledDays, throttled, peakPerMinute }: ReputationFigures): Finding {
  const level = throttledDays > 1 ? 'danger' : throttledDays === 1 ? 'watch' : 'good'
  const pace = peakPerMinute > LIMITED_AT ? `; its busiest minute had ${peakPerMinute} messages` : ''
  return {
    measure: 'throttled',
    value: throttledDays,
    limit: 2,
    level,
    says:
      throttledDays === 0
        ? `Google’s push service has not put the site off in the last ${CLEAN_DAYS} days`
        : `Google’s push service put off ${throttled} attempts, on ${throttledDays} of ${CLEAN_DAYS} days${pace}`,
    advice:
      `Chrome lets a site that it finds disruptive send ${LIMITED_AT} messages a minute, for 1, 7 or 14 days: ` +
      `set maxPerMinute of the site below it, ask less often, and send less to those who do not react. ${CURE} ` +
      `It is over after ${CLEAN_DAYS} days without.`,
    source: CHROME_LIMITS,
  }
}

function clicks({ accepted, clicked }: ReputationFigures): Finding {
  const value = accepted < ENOUGH_ACCEPTED ? null : clicked / accepted
  const limit = 0.01
  return {
    measure: 'clicks',
    value,
    limit,
    level: value === null || value >= 2 * limit ? 'good' : value >= limit ? 'watch' : 'danger',
    says: words(value, 'of the messages were clicked'),
    advice:
      'Chrome takes the permission away from sites that send much and are clicked little, and says that fewer than ' +
      '1 % of all notifications are: send fewer, to the topics that people chose, and stop those that nobody clicks. ' +
      CURE,
    source: CHROME_REVOKES,
  }
}

function prompts({ prompts, nativeYes }: ReputationFigures): Finding {
  const value = prompts < ENOUGH_PROMPTS ? null : 1 - nativeYes / prompts
  return {
    measure: 'prompts',
    value,
    limit: 0.9,
    level: levelOf(value, 0.9, 0.7),
    says: words(value, 'of the times that people were asked, they did not allow notifications'),
    advice:
      'Prompts are judged against the time that people spend on the site: ask after something that they did, first ' +
      'with a question of your own, and not again soon after a no.',
    source: null,
  }
}

function irrelevance({ accepted, irrelevant }: ReputationFigures): Finding {
  const value = accepted < ENOUGH_ACCEPTED ? null : irrelevant / accepted
  return {
    measure: 'irrelevance',
    value,
    limit: 0.003,
    level: levelOf(value, 0.003),
    says: words(value, 'of the messages were called irrelevant'),
    advice: 'See which topics they are under opt-outs, split them, or send them to fewer.',
    source: null,
  }
}

function optOuts({ accepted, optOuts }: ReputationFigures): Finding {
  const value = accepted < ENOUGH_ACCEPTED ? null : optOuts / accepted
  return {
    measure: 'opt-outs',
    value,
    limit: 0.02,
    level: levelOf(value, 0.02),
    says: words(value, 'of the messages made somebody leave, or turn a topic off'),
    advice: 'Send less often: caps of the site or topic hold messages back from those who have had enough.',
    source: null,
  }
}

function levelOf(value: number | null, limit: number, watch = limit / 2): Level {
  if (value === null || value < watch) return 'good'
  return value < limit ? 'watch' : 'danger'
}

function words(value: number | null, rest: string): string {
  return value === null ? 'too few to judge' : `${(value * 100).toFixed(value < 0.01 ? 2 : 1)} % ${rest}`
}

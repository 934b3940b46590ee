import type { BelfryModels } from '@belfry/client'

type NotificationDetails = BelfryModels['Notification']

const WHOLE = '█'
const NONE = '░'
const BAR_WIDTH = 24

/** The progress of a notification in one line; with a bar for a person who watches it. */
export function progressText(notification: NotificationDetails, options: { bar: boolean }): string {
  const { state, progress } = notification
  const { audience, sent, outcomes, remaining, ratePerSecond } = progress
  const share = audience === 0 ? Number(isOver(notification)) : (audience - remaining) / audience
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`
  const others = Object.entries(outcomes)
    .filter(([outcome, count]) => outcome !== 'accepted' && count > 0)
    .map(([outcome, count]) => `${count.toLocaleString('en')} ${outcome}`)
  const moves = state === 'planning' || state === 'sending'
  return [
    `${options.bar ? `${bar(share)} ` : ''}${percent}`,
    state,
    `${sent.toLocaleString('en')} of ${audience.toLocaleString('en')} sent`,
    ...others,
    ...(isOver(notification) ? [] : [`${remaining.toLocaleString('en')} remaining`]),
    ...(moves ? [`${ratePerSecond.toLocaleString('en')}/s`, ...timeLeft(progress)] : []),
  ].join(' · ')
}

/** True when nothing more will happen to it. */
export function isOver({ state, finishedAt }: NotificationDetails): boolean {
  return state === 'done' || (state === 'cancelled' && finishedAt !== null)
}

/** A line that fits a terminal; one that wraps cannot be written over. */
export function fit(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1))}…`
}

/** A bar of 24 characters, `share` (0 to 1) of them full. */
export function bar(share: number): string {
  const whole = Math.floor(share * BAR_WIDTH)
  return WHOLE.repeat(whole) + NONE.repeat(BAR_WIDTH - whole)
}

function timeLeft({ remaining, ratePerSecond }: NotificationDetails['progress']): string[] {
  if (ratePerSecond <= 0 || remaining === 0) return []
  const seconds = Math.ceil(remaining / ratePerSecond)
  return [`about ${seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} left`]
}

import type { Preferences } from '../answer-schema.ts'
import { preferencesChange, type PreferencesChange } from '../schema.ts'

const PAUSES: Readonly<Record<string, PreferencesChange['paused']>> = {
  off: false,
  hour: { minutes: 60 },
  day: { minutes: 24 * 60 },
  'until-resumed': true,
}

/**
 * The change that a posted form asks for, of what it differs from now: a topic that came since the page was shown stays
 * as it is. Undefined where the form holds what no page of ours sends, or quiet hours of no length. Pure.
 */
export function readPreferencesForm(form: URLSearchParams, now: Preferences): PreferencesChange | undefined {
  const on = new Set(form.getAll('topic'))
  const shown = new Set(form.getAll('shown'))
  const changed = now.topics.filter(({ id, on: was }) => shown.has(id) && on.has(id) !== was)
  const paused = PAUSES[form.get('pause') ?? '']
  const quiet = form.get('quiet') === 'on' ? { from: clock(form.get('from')), to: clock(form.get('to')) } : null
  const result = preferencesChange.safeParse({
    topics: Object.fromEntries(changed.map(({ id }) => [id, on.has(id)])),
    // Said again, an hour would begin anew; what is paused already stays so.
    ...(paused === undefined || paused === now.paused ? {} : { paused }),
    ...(saysQuiet(quiet, now) ? { quietHours: quiet } : {}),
    timeZone: form.get('zone') || null,
    ...(form.has('digest-at') ? { digest: digestOf(form, now) } : {}),
    ...(form.has('cap-day')
      ? { pace: { perDay: numberOf(form.get('cap-day')), perWeek: numberOf(form.get('cap-week')) } }
      : {}),
    content: contentOf(form, now),
  })
  return result.success ? result.data : undefined
}

// Untouched, quiet hours stay whose they are: a form that is merely sent makes the site's nobody's own.
function saysQuiet(quiet: Preferences['quietHours'], { quietHours: now }: Preferences): boolean {
  return quiet?.from !== now?.from || quiet?.to !== now?.to
}

// Whoever asks for the most has it. A page from before there was the second box says nothing of it: then it stays.
function contentOf(form: URLSearchParams, { content }: Preferences): Preferences['content'] {
  const isOpaque = form.has('content') ? form.get('opaque') === 'on' : content === 'opaque' && form.has('generic')
  if (isOpaque) return 'opaque'
  return form.get('generic') === 'on' ? 'generic' : 'full'
}

// Untouched, the hour is the site's to change.
function digestOf(form: URLSearchParams, now: Preferences): PreferencesChange['digest'] {
  if (form.get('digest') !== 'on') return null
  const at = clock(form.get('digest-at'))
  return { at: (now.digest?.at ?? null) === null && at === now.effectiveDigestAt ? null : at }
}

// What is no number is refused by the schema.
function numberOf(value: string | null): number | null {
  return value?.trim() ? Number(value) : null
}

// Some browsers send seconds as well.
function clock(value: string | null): string {
  return (value ?? '').replace(/^(\d\d:\d\d):\d\d.*$/, '$1')
}

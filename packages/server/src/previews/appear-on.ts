import type { Appearance } from './answer-schema.ts'
import { fitText, type TextRoom } from './fit-text.ts'
import { BUTTONS_SHOWN, FIELDS_SHOWN, PLATFORM_TABLE, type Platform, type ShownField } from './platforms.ts'

/** The part of a payload that is seen. */
export interface ShownContent {
  title: string
  body?: string | undefined
  navigate: string
  icon?: string | undefined
  image?: string | undefined
  badge?: string | undefined
  actions?: readonly { title: string }[] | undefined
  requireInteraction?: boolean | undefined
}

/**
 * How a notification looks on each system, about: what is seen at first, what follows when somebody opens it, and what
 * is left out. Takes the payload that is sent, so that what Belfry itself has cut is cut here. Pure.
 *
 * @example
 * appearOnAll({ title: 'Ada:', body: 'The form does not …', navigate: 'https://example.com/admin' })[0]?.title.text
 */
export function appearOnAll(content: ShownContent): Appearance[] {
  return PLATFORM_TABLE.map((platform) => appearOn(platform, content))
}

function appearOn(platform: Platform, content: ShownContent): Appearance {
  const { id, system, browser, title, body, opened, button, onOpening } = platform
  const dropped = droppedOf(platform, content)
  const shows = (field: ShownField) => platform.dropped[field] === undefined
  const first = fit(content.body ?? '', body)
  const whole = opened && first.isCut ? fitText(content.body ?? '', opened).text : undefined
  const buttons = shows('actions') ? (content.actions ?? []).slice(0, BUTTONS_SHOWN) : []
  return {
    platform: id,
    system,
    browser,
    from: hostOf(content.navigate),
    title: fit(content.title, title),
    body: first.text === '' ? null : first,
    openedBody: whole ?? null,
    icon: (shows('icon') && content.icon) || null,
    image: (shows('image') && content.image) || null,
    badge: (shows('badge') && content.badge) || null,
    actions: buttons.map(({ title }) => fitText(title, { lines: 1, letters: button }).text),
    onOpening: [
      ...(whole === undefined ? [] : (['body'] as const)),
      ...onOpening.filter((field) => isGiven(content, field)),
    ],
    dropped,
  }
}

function fit(text: string, room: TextRoom): Appearance['title'] {
  return { ...fitText(text, room), lines: room.lines }
}

function droppedOf(platform: Platform, content: ShownContent): Appearance['dropped'] {
  const never = FIELDS_SHOWN.flatMap((field) => {
    const why = platform.dropped[field]
    return why !== undefined && isGiven(content, field) ? [{ field, why }] : []
  })
  const actions = content.actions?.length ?? 0
  if (actions <= BUTTONS_SHOWN || platform.dropped.actions !== undefined) return never
  return [...never, { field: 'actions', why: `Only the first ${BUTTONS_SHOWN} of ${actions} are shown.` }]
}

function isGiven(content: ShownContent, field: ShownField): boolean {
  const value = content[field]
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}

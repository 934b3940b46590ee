import type { BelfryModels } from '@belfry/client'

export type NewNotification = BelfryModels['NewNotification']

/** For whom a draft is. */
export type AudienceChoice = 'all' | 'topic' | 'subscriber'

/** A button of a draft. */
export interface DraftAction {
  title: string
  url: string
}

/** What is being written, as the fields have it. */
export interface Draft {
  audience: AudienceChoice
  topic: string
  subscriber: string
  title: string
  body: string
  url: string
  icon: string
  image: string
  badge: string
  actions: readonly DraftAction[]
  tag: string
  /** Hours. */
  lasts: string
  urgency: 'very-low' | 'low' | 'normal' | 'high'
  requireInteraction: boolean
  /** The screen shows no content. */
  isPrivate: boolean
  /** Nor does the push service get any. */
  isOpaque: boolean
}

export const EMPTY: Draft = {
  audience: 'all',
  topic: '',
  subscriber: '',
  title: '',
  body: '',
  url: '',
  icon: '',
  image: '',
  badge: '',
  actions: [],
  tag: '',
  lasts: '24',
  urgency: 'normal',
  requireInteraction: false,
  isPrivate: false,
  isOpaque: false,
}

/** How long push services may keep it, in hours. */
export const LASTS = ['1', '6', '24', '72', '168', '672'] as const

/** Whom a draft is for; undefined while that is not chosen. */
export function addresseesOf({ audience, topic, subscriber }: Draft): NewNotification['to'] | undefined {
  switch (audience) {
    case 'all':
      return { all: true }
    case 'topic':
      return topic === '' ? undefined : { topic }
    case 'subscriber':
      return subscriber.trim() === '' ? undefined : { subscriber: subscriber.trim() }
  }
}

/** The notification that a draft is; fields that were left empty are left out. */
export function notificationOf(draft: Draft, to: NewNotification['to']): NewNotification {
  const actions = draft.actions
    .map(({ title, url }, index) => ({ action: `action-${index + 1}`, title: title.trim(), ...given({ url }) }))
    .filter(({ title }) => title !== '')
  return {
    to,
    title: draft.title.trim(),
    ...given({
      body: draft.body,
      url: draft.url,
      icon: draft.icon,
      image: draft.image,
      badge: draft.badge,
      tag: draft.tag,
    }),
    ...(actions.length === 0 ? {} : { actions }),
    ...(draft.requireInteraction ? { requireInteraction: true } : {}),
    ttl: Number(draft.lasts) * 3600,
    urgency: draft.urgency,
    privacy: privacyOf(draft),
  }
}

function privacyOf({ isOpaque, isPrivate }: Draft): NonNullable<NewNotification['privacy']> {
  if (isOpaque) return 'opaque'
  return isPrivate ? 'generic' : 'full'
}

function given<Name extends string>(fields: Record<Name, string>): Partial<Record<Name, string>> {
  const entries = Object.entries<string>(fields).map(([name, value]) => [name, value.trim()] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as Partial<Record<Name, string>>
}

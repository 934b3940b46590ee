import { z } from 'zod'

/** The form of a payload: `declarative` is shown by a browser that knows it without any script, `classic` by the worker. */
export const FORMS = ['declarative', 'classic'] as const
export type Form = (typeof FORMS)[number]

export const SERVICES = ['fcm', 'mozilla', 'apple', 'wns', 'other'] as const
export type Service = (typeof SERVICES)[number]

interface Choice {
  form: Form
  why: string
  source: string
}

/** Who gets which form, and why. A site may choose otherwise. */
export const FORM_OF_SERVICE: Readonly<Record<Service, Choice>> = {
  apple: {
    form: 'declarative',
    why: 'the net under a worker that fails or was removed: three pushes without a notification end the subscription',
    source: 'https://webkit.org/blog/16535/meet-declarative-web-push/',
  },
  mozilla: {
    form: 'classic',
    why:
      'measured in Firefox 159: with dom.push.declarative.enabled it shows a declarative message itself, mutable or ' +
      'not, and the worker neither recognises a repeat nor finds the open tab',
    source: 'https://developer.mozilla.org/docs/Web/API/Notification/navigate',
  },
  fcm: {
    form: 'classic',
    why: 'Chromium has no declarative push, and its worker does more',
    source: 'https://github.com/w3c/push-api/issues/385',
  },
  wns: { form: 'classic', why: 'Edge is Chromium', source: 'https://github.com/w3c/push-api/issues/385' },
  other: {
    form: 'classic',
    why: 'a push service of one’s own serves one of the above',
    source: 'https://github.com/w3c/push-api/issues/385',
  },
}

/** The forms that a site has chosen itself. */
export type SiteForms = Partial<Record<Service, Form>>

export const siteFormsSchema = z
  .partialRecord(z.enum(SERVICES), z.enum(FORMS))
  .describe('The form of payloads by push service, where it is not the usual one: `{"mozilla": "declarative"}`.')
  .meta({ id: 'PayloadForms' })

export function formOf(service: string, chosen: SiteForms = {}): Form {
  const known = SERVICES.find((name) => name === service) ?? 'other'
  return chosen[known] ?? FORM_OF_SERVICE[known].form
}

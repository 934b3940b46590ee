import { genericTexts, hasGenericTexts } from './generic-texts.ts'
import { HIDDEN_WHEN_GENERIC } from './payload-limits.ts'

/**
 * The payload without its content, for one who does not want it on the screen: in that person's language where it is
 * known, else in the notification's. The click leads to the same page. Pure.
 */
export function genericPayload(payload: string, locale: string | null): Uint8Array {
  const message = JSON.parse(payload) as { notification: Record<string, unknown> }
  const { lang } = message.notification
  const known = locale !== null && hasGenericTexts(locale) ? locale : undefined
  const notification: Record<string, unknown> = {
    ...message.notification,
    ...genericTexts(known ?? (typeof lang === 'string' ? lang : undefined)),
  }
  for (const name of HIDDEN_WHEN_GENERIC) delete notification[name]
  return Buffer.from(JSON.stringify({ ...message, notification }))
}

import { format } from 'node:util'
import { Refusal } from '../refusals/refusal.ts'
import { TOPIC_UNKNOWN } from '../topics/topic-unknown.ts'

/**
 * The messages of refusals after the schema's checks. They are here once: belfry.notify() in SQL uses the same ones
 * (notification-rules.ts), so a placeholder has the form for format() on both sides, `%s`.
 */
export const REFUSAL_WORDS = {
  'idempotency-key-invalid': {
    code: 'idempotency-key-invalid',
    words: 'the key is 1 to 255 visible ASCII characters',
  },
  'idempotency-key-reused': {
    code: 'idempotency-key-reused',
    words: 'this key came with another notification before: use a new key for a new notification',
  },
  'site-unknown': { code: 'site-unknown', words: 'there is no site %s' },
  'topic-unknown': { code: 'topic-unknown', words: TOPIC_UNKNOWN },
  'site-url-missing': {
    code: 'site-url-missing',
    words: "a path needs the site's URL: set it, or give a full URL",
  },
  'link-malformed': { code: 'url-invalid', words: 'is neither a path nor a URL' },
  'link-scheme': { code: 'url-invalid', words: '%s is not https:' },
  'link-with-password': { code: 'url-invalid', words: 'has a user name or password in it' },
  'picture-plain': { code: 'url-invalid', words: 'browsers load the pictures of a page from https only' },
  'link-elsewhere': {
    code: 'url-not-same-origin',
    words: 'leads to %s, a notification may only lead to %s: link to a page of the site, which may redirect',
  },
  'payload-too-large': {
    code: 'payload-too-large',
    words:
      'the notification is larger than %s bytes, which not every push service takes; %s is its largest part: ' +
      'shorten it',
  },
} as const

/** A Refusal in the words of its kind. Without a field it is about none of the request's. */
export function refused(kind: keyof typeof REFUSAL_WORDS, field?: string, ...values: (string | number)[]): Refusal {
  const { code, words } = REFUSAL_WORDS[kind]
  return new Refusal(code, format(words, ...values), field === undefined ? {} : { field })
}

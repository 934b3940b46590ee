// Every error that an answer can carry, in one place. docs/reference/errors.md is made from it.

export interface ProblemKind {
  status: number
  /** The same for every occurrence (RFC 9457 section 3.1.3). */
  title: string
  /** What whoever asked can do about it. */
  help: string
}

export const PROBLEMS = {
  // The request itself
  'json-malformed': { status: 400, title: 'The body is not JSON', help: 'Send one JSON object, encoded in UTF-8.' },
  'input-invalid': { status: 400, title: 'Several fields are wrong', help: 'Each entry of errors names a field, a code and what to do.' },
  'field-unknown': { status: 400, title: 'A field is unknown', help: 'Check its spelling, or leave it away.' },
  'field-missing': { status: 400, title: 'A field is missing', help: 'Add the field that errors names.' },
  'field-invalid': { status: 400, title: 'A field has a wrong value', help: 'Send a value of the kind that errors asks for.' },
  'body-too-large': { status: 413, title: 'The body is larger than 64 kB', help: 'Send less.' },
  'body-incomplete': { status: 408, title: 'The body did not arrive whole', help: 'Send it again, within ten seconds.' },
  'media-type-unsupported': { status: 415, title: 'The body is not declared as JSON', help: 'Send the header Content-Type: application/json.' },
  'route-unknown': { status: 404, title: 'There is nothing at this address', help: 'Compare the path with the reference of the API.' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method', help: 'Use one of the methods that the header Allow names.' },
  'rate-limited': { status: 429, title: 'Too many requests from this address', help: 'Wait as long as the header Retry-After says.' },

  // Who is asking
  'origin-missing': { status: 403, title: 'The request does not say which page it is from', help: 'Call it with fetch() from a page of the site: browsers add the header Origin themselves.' },
  'origin-foreign': { status: 403, title: 'The page is not one of this site', help: "Add the page's origin to the site's origins, if it belongs to the site." },
  'fetch-cross-site': { status: 403, title: 'The request comes from another site', help: "Call it from a page of the site itself, not from a frame or a worker of another." },
  'api-key-missing': { status: 401, title: 'The API key is missing', help: 'Send the header Authorization: Bearer <API key>; the first one is in secrets.json of the data folder.' },
  'api-key-invalid': { status: 401, title: 'The API key is not valid', help: 'Send a key of this server that has not been revoked.' },
  'identity-malformed': { status: 400, title: 'The identity token is malformed', help: 'Make it with belfry.identify(), or as the documentation of identity tokens says.' },
  'identity-signature-invalid': { status: 401, title: 'The identity token is not signed by this site', help: 'Sign it with the identity key of this site and this server.' },
  'identity-expired': { status: 401, title: 'The identity token has expired', help: 'Ask the app for a new one: load the page again.' },
  'identity-wrong-site': { status: 401, title: 'The identity token is for another site', help: 'Make the token for the site that the page subscribes to.' },

  // Subscriptions
  'site-unknown': { status: 404, title: 'There is no such site', help: 'Check the name after /b/; a fresh server has the site "default".' },
  'endpoint-not-a-url': { status: 400, title: 'The endpoint is not a URL', help: 'Send PushSubscription.toJSON() as the browser made it.' },
  'endpoint-not-https': { status: 400, title: 'The endpoint is not https', help: 'Send PushSubscription.toJSON() as the browser made it.' },
  'endpoint-not-allowed': { status: 400, title: 'The endpoint is not at a known push service', help: 'An operator can allow another push service with BELFRY_PUSH_ALLOW.' },
  'endpoint-private-address': { status: 400, title: 'The endpoint is at a private address', help: 'An operator can allow a push service of their own by its exact host and port with BELFRY_PUSH_ALLOW.' },
  'endpoint-permanently-removed': { status: 400, title: 'This browser has no push service', help: 'Nothing: this build of the browser cannot receive push messages. Offer another way.' },
  'p256dh-invalid': { status: 400, title: 'The key p256dh is malformed', help: 'Send PushSubscription.toJSON() as the browser made it.' },
  'p256dh-not-on-curve': { status: 400, title: 'The key p256dh is not on the curve P-256', help: 'Send PushSubscription.toJSON() as the browser made it.' },
  'auth-invalid': { status: 400, title: 'The auth secret is malformed', help: 'Send PushSubscription.toJSON() as the browser made it.' },
  'endpoint-owned': { status: 409, title: 'The endpoint belongs to another subscriber', help: 'Unsubscribe in the browser and subscribe again.' },
  'endpoint-gone': { status: 409, title: 'The push service has ended this subscription', help: 'Unsubscribe in the browser and subscribe again.' },
  'endpoint-key-mismatch': { status: 409, title: 'The push service takes another key for this subscription', help: 'Unsubscribe in the browser and subscribe again.' },
  'vapid-key-unknown': { status: 409, title: 'The subscription was made with an unknown key', help: 'Unsubscribe in the browser and subscribe again with the key from /config.' },
  'vapid-key-retired': { status: 409, title: 'The subscription was made with a retired key', help: 'Unsubscribe in the browser and subscribe again with the key from /config.' },
  'vapid-key-missing': { status: 503, title: 'The site has no VAPID key', help: 'Run belfry doctor on the server.' },
  'too-many-subscriptions': { status: 409, title: 'The subscriber has too many subscriptions', help: 'Unsubscribe one first.' },
  'topic-unknown': { status: 400, title: 'The site has no such topic', help: 'Use a topic from /config, or declare it.' },
  'topic-not-granted': { status: 403, title: 'The topic is not for everybody', help: 'Send an identity token in which the app grants the topic.' },

  // Notifications
  'audience-invalid': { status: 400, title: 'The audience is not clear', help: 'Give exactly one of topic, subscriber, subscribers and all.' },
  'url-invalid': { status: 400, title: 'A link is malformed', help: 'Give a path or an absolute https URL.' },
  'url-not-same-origin': { status: 400, title: 'A link leads away from the site', help: "Link to a page at one of the site's origins; it may redirect." },
  'site-url-missing': { status: 400, title: 'A path needs the URL of the site', help: 'Set BELFRY_URL (or the option url), or give absolute URLs.' },
  'payload-too-large': { status: 400, title: 'The notification is too large to be pushed', help: 'Shorten what errors names: push services take about 2800 bytes everywhere.' },
  'idempotency-key-invalid': { status: 400, title: 'The Idempotency-Key is malformed', help: 'Send 1 to 255 visible ASCII characters, e.g. a UUID.' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another notification', help: 'Use a new key for a new notification.' },
  'notification-unknown': { status: 404, title: 'There is no such notification', help: 'Check its id; it may belong to another site.' },
  'notification-finished': { status: 409, title: 'The notification is finished', help: 'Only a notification that is being sent can be changed.' },
  'job-unknown': { status: 404, title: 'There is no such dead job', help: 'List them again: it may have been revived or discarded meanwhile.' },
  'cursor-invalid': { status: 400, title: 'The cursor is malformed', help: 'Use the value of next from the page before, or none.' },

  // The server
  'browser-files-missing': { status: 503, title: 'The files for the browser are not built', help: 'Run npm run build in the repository, or install the published package.' },
  'database-busy': { status: 503, title: 'The database is busy or away', help: 'Try again in a moment. With an Idempotency-Key nothing is sent twice.' },
  'database-not-writable': { status: 503, title: 'The database takes no writes', help: 'Nothing was stored: the disk of the database is full, read-only or broken. It goes on by itself when that is mended.' },
  'server-busy': { status: 503, title: 'The server has too much to do', help: 'Try again in a moment; nothing was stored.' },
  'server-starting': { status: 503, title: 'The server is starting', help: 'Try again in a moment.' },
  'server-closing': { status: 503, title: 'The server is shutting down', help: 'Try again in a moment.' },
  'internal-error': { status: 500, title: 'Something went wrong in the server', help: 'Find the id of this error in the log of the server.' },
} as const satisfies Record<string, ProblemKind> // prettier-ignore

export type ProblemCode = keyof typeof PROBLEMS

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code)
}

import type { RefusalKinds } from '../refusals/refusal-kind.ts'

/** The refusals that all rooms share, and those of a server that cannot answer. */
export const HTTP_REFUSALS = {
  // The request itself
  'json-malformed': { status: 400, title: 'The body is not JSON', help: 'Send one JSON object, encoded in UTF-8.' },
  'input-invalid': {
    status: 400,
    title: 'Several fields are wrong',
    help: 'Each entry of errors names a field, a code and what to do.',
  },
  'field-unknown': { status: 400, title: 'A field is unknown', help: 'Check its spelling, or omit it.' },
  'field-missing': { status: 400, title: 'A field is missing', help: 'Add the field that errors names.' },
  'field-invalid': {
    status: 400,
    title: 'A field has a wrong value',
    help: 'Send a value of the kind that errors asks for.',
  },
  'body-too-large': { status: 413, title: 'The body is larger than 64 kB', help: 'Send less.' },
  'body-incomplete': {
    status: 408,
    title: 'The body did not arrive whole',
    help: 'Send it again, within ten seconds.',
  },
  'body-consumed': {
    status: 500,
    title: 'Something in front of Belfry has read the body',
    help:
      'Mount Belfry before the body parser, or leave what it read as request.body or ' +
      'request.rawBody (guide to embedding, "Body parsers").',
  },
  'media-type-unsupported': {
    status: 415,
    title: 'The body is not declared as JSON',
    help: 'Send the header Content-Type: application/json.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'The cursor is malformed',
    help: 'Use the value of next from the previous page, or none.',
  },
  'route-unknown': {
    status: 404,
    title: 'There is nothing at this address',
    help: 'Compare the path with the reference of the API.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this method',
    help: 'Use one of the methods that the header Allow names.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests from this address',
    help: 'Wait as long as the header Retry-After says.',
  },

  // Who is asking
  'site-unknown': {
    status: 404,
    title: 'There is no such site',
    help: 'Check the name after /b/; a fresh server has the site "default".',
    isForOperator: true,
  },
  'origin-missing': {
    status: 403,
    title: 'The request does not say which page it is from',
    help: 'Call it with fetch() from a page of the site: browsers add the header Origin themselves.',
  },
  'origin-foreign': {
    status: 403,
    title: 'The page is not one of this site',
    help: "Add the page's origin to the site's origins, if it belongs to the site.",
    isForOperator: true,
  },
  'fetch-cross-site': {
    status: 403,
    title: 'The request comes from another site',
    help: 'Call it from a page of the site itself, not from a frame or a worker of another.',
  },
  'api-key-missing': {
    status: 401,
    title: 'The API key is missing',
    help: 'Send the header Authorization: Bearer <API key>; the first one is in secrets.json of the data folder.',
  },
  'site-not-granted': {
    status: 403,
    title: 'The API key or the account is for another site',
    help: 'Use a key of that site, or one whose reach is the server; an owner can widen an account.',
  },
  'figures-outside': {
    status: 403,
    title: 'The key reads no figures of these days',
    help: 'Ask for days that detail names; GET /v1/stats/dates has them. Who made the link can make another one.',
  },
  'scope-missing': {
    status: 403,
    title: 'The API key or the role is not made for this',
    help: 'Use a key with the scope that detail names; an owner can change a role.',
  },
  'session-missing': {
    status: 401,
    title: 'Nobody is signed in',
    help: 'Sign in to the dashboard. A session ends after three days without a visit, and after thirty in any case.',
  },
  'dashboard-header-missing': {
    status: 403,
    title: 'The request is not one of the dashboard',
    help: 'Servers use an API key and /v1. A page of the dashboard sends the header x-belfry-dashboard.',
  },
  'api-key-address': {
    status: 403,
    title: 'The API key does not work from this address',
    help: 'Ask from one of its addresses, or make a key without any. Behind a proxy, BELFRY_TRUSTED_PROXIES names it.',
  },
  'api-key-topics': {
    status: 403,
    title: 'The API key is for other topics',
    help: 'Send to one of the topics of the key, or use another key.',
  },
  'api-key-limited': {
    status: 429,
    title: 'The API key asks too often',
    help: 'Wait as long as Retry-After says, and send to many people at once: BELFRY_KEY_REQUESTS_PER_MINUTE.',
  },
  'api-key-attempts': {
    status: 429,
    title: 'Too many requests with API keys that do not work',
    help: 'Wait as long as Retry-After says. A key that works is let in all the while.',
  },
  'api-key-invalid': {
    status: 401,
    title: 'The API key is not valid',
    help: 'Send a key of this server that has not been revoked.',
  },

  // The server
  'browser-files-missing': {
    status: 503,
    title: 'The files for the browser are not built',
    help: 'Run npm run build in the repository, or install the published package.',
  },
  'database-busy': {
    status: 503,
    title: 'The database is busy or away',
    help: 'Try again in a moment. With an Idempotency-Key nothing is sent twice.',
  },
  'database-not-writable': {
    status: 503,
    title: 'The database takes no writes',
    help:
      'Nothing was stored: the disk of the database is full, read-only or broken. ' +
      'It goes on by itself when that is mended.',
  },
  'server-busy': {
    status: 503,
    title: 'The server has too much to do',
    help: 'Try again in a moment; nothing was stored.',
  },
  'server-starting': { status: 503, title: 'The server is starting', help: 'Try again in a moment.' },
  'server-closing': { status: 503, title: 'The server is shutting down', help: 'Try again in a moment.' },
  'internal-error': {
    status: 500,
    title: 'Something went wrong in the server',
    help: 'Find the id of this error in the log of the server.',
  },
} as const satisfies RefusalKinds

export type HttpRefusalCode = keyof typeof HTTP_REFUSALS

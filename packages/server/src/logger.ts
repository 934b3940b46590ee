import { createHash } from 'node:crypto'
import { pino } from 'pino'

export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace'
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

/** What Belfry logs through: pino, or anything shaped like it. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

// A net below the rule that no secret is passed to a log in the first place.
const SECRETS = [
  'privateKey',
  'secret',
  'auth',
  'p256dh',
  'apiKey',
  'authorization',
  'identity',
  'handle',
  'endpoint',
  'cookie',
  'password',
]

// Where PostgreSQL quotes the row that it refuses: a subscription's with its endpoint and keys, for one.
const QUOTED_ROWS = ['err.detail', 'error.detail']

/** A pino logger at `level` that writes JSON lines to `stream` (standard output unless told). */
export function createLogger(
  level: LogLevel,
  stream: { write(line: string): void } = process.stdout,
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), ...QUOTED_ROWS],
        censor: '[secret]',
      },
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
    },
    stream,
  )
}

/**
 * An endpoint as a log may show it. The whole of it is a capability: whoever knows it can push to it and
 * unsubscribe it (RFC 8030 section 8.3), so a log gets the host and enough of a hash to tell two apart.
 */
export function shortEndpoint(endpoint: string): string {
  const hash = createHash('sha256').update(endpoint).digest('hex').slice(0, 8)
  return URL.canParse(endpoint) ? `${new URL(endpoint).host}/…${hash}` : `…${hash}`
}

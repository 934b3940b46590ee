import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { humanLines } from './human-lines.ts'
import type { LogLevel } from './log-levels.ts'

/** Belfry's logger: pino, or anything with its interface. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

// A second line of defence: no secret should be passed to a log in the first place.
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

/**
 * A pino logger at `level`. Standard output, where no `stream` is given, gets lines for a
 * person on a terminal, and JSON elsewhere.
 */
export function createLogger(level: LogLevel, stream: { write(line: string): void } = standardOutput()): Log {
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

function standardOutput(): { write(line: string): void } {
  return process.stdout.isTTY ? humanLines(process.stdout) : process.stdout
}

/**
 * An endpoint for a log. The whole of it is a capability: it is enough to push and to unsubscribe (RFC 8030 section
 * 8.3), so a log gets the host and enough of a hash to distinguish two.
 */
export function shortEndpoint(endpoint: string): string {
  const hash = createHash('sha256').update(endpoint).digest('hex').slice(0, 8)
  return URL.canParse(endpoint) ? `${new URL(endpoint).host}/…${hash}` : `…${hash}`
}

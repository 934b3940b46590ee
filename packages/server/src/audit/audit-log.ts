import type { Database } from '../database/database.ts'
import type { Log } from '../telemetry/logger.ts'
import { appendAudit, type AuditEvent } from './append-audit.ts'

/** Where security events are written: they wait for a moment in memory, in a bounded number. */
export interface AuditLog extends AsyncDisposable {
  /** Resolves when it is stored, or when the database is away: then it is written later. */
  add(event: Omit<AuditEvent, 'at'>): Promise<void>
  /** Something that strangers cause: what comes within a minute is one event with its number. */
  count(event: string, site: string | null, from?: string): void
}

export interface AuditLogOptions {
  database: Database
  log: Log
  now: () => number
  everyMs?: number
}

const MINUTE_MS = 60_000
const MOST_WAITING = 1000
const MOST_COUNTED = 100
const MOST_NAMED = 10

export function createAuditLog({ database, log, now, everyMs = MINUTE_MS }: AuditLogOptions): AuditLog {
  let waiting: AuditEvent[] = []
  let lost = 0
  let counted = new Map<string, { event: string; site: string | null; count: number; from: Set<string> }>()
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    const taken = waiting
    waiting = []
    try {
      await appendAudit(database, taken)
    } catch (error) {
      // The newest are lost where there are too many, and their number is written instead.
      const room = Math.max(0, MOST_WAITING - waiting.length)
      lost += Math.max(0, taken.length - room)
      waiting = [...taken.slice(0, room), ...waiting]
      log.warn({ err: error, waiting: waiting.length, lost }, 'the audit log waits for the database')
    }
  }

  function push(event: AuditEvent): void {
    if (waiting.length < MOST_WAITING) waiting.push(event)
    else lost += 1
  }

  function gather(): void {
    const at = now()
    for (const { event, site, count, from } of counted.values()) {
      push({ at, site, event, subject: null, details: { count, ...(from.size > 0 && { from: [...from] }) } })
    }
    counted = new Map()
    if (lost === 0 || waiting.length >= MOST_WAITING) return
    waiting.push({ at, site: null, event: 'auditLost', subject: null, details: { count: lost } })
    lost = 0
  }

  const flush = () => (writing = writing.then(write))
  const timer = setInterval(() => {
    gather()
    if (waiting.length > 0) void flush()
  }, everyMs)
  timer.unref()

  return {
    add(event) {
      push({ at: now(), ...event })
      return flush()
    },
    count(event, site, from) {
      const key = `${event} ${site}`
      let known = counted.get(key)
      if (known === undefined) {
        if (counted.size >= MOST_COUNTED) return
        counted.set(key, (known = { event, site, count: 0, from: new Set() }))
      }
      known.count += 1
      if (from !== undefined && known.from.size < MOST_NAMED) known.from.add(from)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      gather()
      await flush()
    },
  }
}

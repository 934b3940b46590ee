import { appendWithin, type AuditEvent } from '../audit/append-audit.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/database.ts'
import { networkOf } from '../limits/client-address.ts'
import type { AccountEvents } from '../accounts/events.ts'
import type { ApiChange, HttpEvents } from '../http/events.ts'
import type { SubscriptionEvents } from '../subscriptions/events.ts'

/** The same events, written to the audit log as well. */
export function auditedHttpEvents(
  events: HttpEvents,
  audit: Pick<AuditLog, 'add' | 'count'>,
  { dialect }: Pick<Database, 'dialect'>,
  now: () => number,
): HttpEvents {
  return {
    ...events,
    keyFailed(attempt) {
      events.keyFailed(attempt)
      audit.count('apiKeyFailed', null, attempt.from === undefined ? 'unknown' : networkOf(attempt.from))
    },
    refused(request) {
      events.refused(request)
      if (request.code.startsWith('endpoint-')) audit.count(`endpointsRefused ${request.code}`, null)
    },
    async changed(change) {
      await events.changed(change)
      await audit.add(entryOf(change))
    },
    async changing(tx, change) {
      await events.changing(tx, change)
      await appendWithin(tx, dialect, [{ at: now(), ...entryOf(change) }])
    },
  }
}

/** The same for what happens to subscriptions. */
export function auditedSubscriptionEvents(
  events: SubscriptionEvents,
  audit: Pick<AuditLog, 'count'>,
): SubscriptionEvents {
  return {
    ...events,
    moved(facts) {
      events.moved(facts)
      audit.count(`subscriptionsMoved ${facts.to}`, facts.site)
    },
  }
}

/** The same for what operators do with their accounts. */
export function auditedAccountEvents(events: AccountEvents, audit: Pick<AuditLog, 'add' | 'count'>): AccountEvents {
  return {
    async did(event, operator) {
      await events.did(event, operator)
      await audit.add({ site: null, event, subject: operator, details: {} })
    },
    signInFailed(attempt) {
      events.signInFailed(attempt)
      audit.count('signInFailed', null, attempt.from === undefined ? 'unknown' : networkOf(attempt.from))
    },
  }
}

function entryOf({ operation, site, key, operator, path }: ApiChange): Omit<AuditEvent, 'at'> {
  const details = operator === undefined ? { key } : { operator }
  return { site, event: operation, subject: subjectOf(path), details }
}

// A chain cannot forget: ids of people and of their browsers stay out of it. These others are ours, or the operator's.
const NAMED =
  /\/v1\/(?:api-keys|vapid-keys|sites|topics|notifications|annotations|jobs|people|people\/invitations)\/([\w.-]{1,100})$/
function subjectOf(path: string): string | null {
  return NAMED.exec(path)?.[1] ?? null
}

import type { Alarm } from '../telemetry/alarms.ts'
import type { EndedSpan } from '../telemetry/traces.ts'
import type { FinishedNotification } from './delivery-store.ts'

/** The engine's events for the thread that logs and counts: plain values, no secrets. */
export type EngineEvent =
  | { name: 'alarm'; alarm: Alarm }
  | { name: 'outcomes'; service: string; outcome: string; count: number }
  | { name: 'subscriptions-gone'; site: string; count: number }
  | { name: 'notification-planned'; notification: string; audience: number }
  | { name: 'notification-finished'; notification: FinishedNotification }
  | { name: 'circuit-opened' | 'circuit-closed'; service: string; reason: string }
  | { name: 'job-failed' | 'job-dead'; job: string; kind: string; attempts: number; error: string }
  | { name: 'lease-lost'; job: string; kind: string }
  | { name: 'announcements-lost'; error: string }
  /** Of a notification that was accepted in the trace `parent`. */
  | { name: 'span'; parent: string; span: EndedSpan }
  /** `error`: of the last failure. */
  | { name: 'store-failed'; error: string; count: number }
  | { name: 'store-recovered' }
  /** The native part is installed, and does not run here. */
  | { name: 'encryption-unfit'; encryption: string; reason: string }

import type { SpanBeginning } from '../telemetry/traces.ts'

/** The span in which a notification is accepted: what becomes of it happens in spans below this one. */
export function enqueueSpan({ siteId, id }: { siteId: string; id: string }): [string, SpanBeginning] {
  const attributes = { 'belfry.site': siteId, 'belfry.notification': id }
  return ['enqueue notification', { kind: 'producer', attributes }]
}

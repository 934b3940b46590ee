import type { AudienceKind } from './audience-kind.ts'
import { externalId, subscribers } from './subscribers.ts'

/** One person, who is waiting. */
export const subscriber: AudienceKind<string> = {
  ...subscribers,
  value: externalId,
  isPersonal: true,
  names: (id) => [id],
  parameter: (id) => [id],
}

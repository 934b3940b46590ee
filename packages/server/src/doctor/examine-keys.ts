import type { SigningPairs } from '../keys/signing-pairs.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

/** Whether messages can be signed for everybody who has subscribed. */
export function examineKeys({ pairs, unreadable, missing }: SigningPairs): Finding[] {
  return [
    ...unreadable.map(({ id, siteId, masterKeyId }) =>
      problem(
        `the private VAPID key ${id} of the site ${siteId} is encrypted under the ` +
          `master key ${masterKeyId}, which is not here`,
      ),
    ),
    ...missing.map(({ id, siteId }) =>
      warning(`the private half of the VAPID key ${id} of the site ${siteId} is lost`),
    ),
    ...(unreadable.length > 0 ? [] : [ok(`the private VAPID keys can be opened: ${pairs.length}`)]),
  ]
}

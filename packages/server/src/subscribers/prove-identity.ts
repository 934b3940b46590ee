import type { Queries } from '../database/database.ts'
import { verifyIdentity, type Identity } from './identity.ts'
import { refuseRevoked } from './revoked-tokens.ts'

export interface ProvenIdentity extends Identity {
  /** The row of the person; undefined: nobody has been here by this id. */
  id: number | undefined
}

/**
 * Reads an identity token, which has to be signed, in date, of this site, and from after its person was last signed out
 * everywhere or erased. Throws Refusal `identity-…`.
 */
export async function proveIdentity(
  db: Queries,
  token: string,
  { site, key, markKey, now }: { site: string; key: string; markKey: Uint8Array; now: number },
): Promise<ProvenIdentity> {
  const identity = verifyIdentity(token, key, { site, now })
  return { ...identity, id: await refuseRevoked(db, site, identity, markKey) }
}

import { createHash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { OperatorLinksTable } from '../database/operator-tables.ts'
import { readSites, writeSites } from './operator-store.ts'
import type { Role } from './operator.ts'

/** A link that makes one account. */
export interface AccountLink {
  id: string
  kind: 'set-up' | 'invitation'
  /** Only this address can take it. */
  email: string | null
  role: Role
  sites: readonly string[] | null
  createdAt: number
  expiresAt: number
}

const DAY_MS = 86_400_000
const LIFETIME_MS = { 'set-up': DAY_MS, invitation: 7 * DAY_MS }

/** Makes a link; its token is stored nowhere. */
export async function insertLink(
  db: Queries,
  given: Pick<AccountLink, 'kind' | 'email' | 'role' | 'sites'>,
  now: number,
): Promise<{ link: AccountLink; token: string }> {
  const token = randomBytes(32).toString('base64url')
  const id = randomBytes(9).toString('base64url')
  const link = { ...given, id, createdAt: now, expiresAt: now + LIFETIME_MS[given.kind] }
  await db.deleteFrom('belfry_operator_links').where('expires_at', '<=', now).execute()
  await db
    .insertInto('belfry_operator_links')
    .values({
      id,
      kind: link.kind,
      hash: hashOf(token),
      email: link.email,
      role: link.role,
      sites: writeSites(link.sites),
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
  return { link, token }
}

export async function findLink(db: Queries, token: string, now: number): Promise<AccountLink | undefined> {
  const row = await db
    .selectFrom('belfry_operator_links')
    .selectAll()
    .where('hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && toLink(row)
}

/** Takes it away: of two that come with the same token at once, one gets it. */
export async function takeLink(db: Queries, token: string, now: number): Promise<AccountLink | undefined> {
  const row = await db
    .deleteFrom('belfry_operator_links')
    .where('hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row && toLink(row)
}

export async function dropSetUpLinks(db: Queries): Promise<void> {
  await db.deleteFrom('belfry_operator_links').where('kind', '=', 'set-up').execute()
}

export async function listInvitations(db: Queries, now: number): Promise<AccountLink[]> {
  const rows = await db
    .selectFrom('belfry_operator_links')
    .selectAll()
    .where('kind', '=', 'invitation')
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toLink)
}

export async function dropInvitation(db: Queries, id: string): Promise<AccountLink | undefined> {
  const row = await db
    .deleteFrom('belfry_operator_links')
    .where('kind', '=', 'invitation')
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && toLink(row)
}

// It has 256 random bits, so no salt is needed.
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function toLink(row: Selectable<OperatorLinksTable>): AccountLink {
  const { id, kind, email, role, sites, created_at, expires_at } = row
  return { id, kind, email, role, sites: readSites(sites), createdAt: created_at, expiresAt: expires_at }
}

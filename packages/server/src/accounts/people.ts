import type { Database, Queries } from '../database/database.ts'
import type { Told } from '../http/told.ts'
import { Refusal } from '../refusals/refusal.ts'
import { dropInvitation, insertLink, listInvitations, type AccountLink } from './link-store.ts'
import { findPerson, toPerson, writeSites, type Person } from './operator-store.ts'
import type { Role } from './operator.ts'

export interface ListedPerson extends Person {
  /** Null: no session is left that says it. */
  lastSeenAt: number | null
}

interface PersonChange {
  role?: Role | undefined
  sites?: readonly string[] | null | undefined
}

/** Everybody with an account, and who is invited. Each function throws a Refusal. */
export interface People {
  list(): Promise<ListedPerson[]>
  change(id: string, change: PersonChange, told?: Told): Promise<Person>
  remove(id: string, told?: Told): Promise<Person>
  invitations(): Promise<AccountLink[]>
  /** The token cannot be shown again. */
  invite(
    given: Pick<AccountLink, 'email' | 'role' | 'sites'>,
    told?: Told,
  ): Promise<{ link: AccountLink; token: string }>
  takeBack(id: string, told?: Told): Promise<AccountLink>
}

const MOST_PEOPLE = 500
const MOST_INVITATIONS = 100

export function createPeople(database: Database, now: () => number): People {
  const { kysely } = database
  return {
    async list() {
      const rows = await kysely
        .selectFrom('belfry_operators as operators')
        .selectAll()
        .select((eb) =>
          eb
            .selectFrom('belfry_operator_sessions as sessions')
            .select((of) => of.fn.max('sessions.last_seen_at').as('seen'))
            .whereRef('sessions.operator_id', '=', 'operators.id')
            .as('seen_at'),
        )
        .orderBy('created_at')
        .orderBy('id')
        .limit(MOST_PEOPLE)
        .execute()
      return rows.map((row) => ({ ...toPerson(row), lastSeenAt: row.seen_at }))
    },
    change: (id, { role, sites }, told) =>
      database.transaction(async (tx) => {
        await refuseUnknownSites(tx, sites)
        const before = await lockPerson(tx, id)
        const after = { ...before, role: role ?? before.role, sites: sites === undefined ? before.sites : sites }
        if (!ownsAll(after)) await refuseWithoutOwner(tx, before)
        await tx
          .updateTable('belfry_operators')
          .set({ role: after.role, sites: writeSites(after.sites), updated_at: now() })
          .where('id', '=', id)
          .execute()
        await told?.(tx)
        return after
      }),
    remove: (id, told) =>
      database.transaction(async (tx) => {
        const person = await lockPerson(tx, id)
        await refuseWithoutOwner(tx, person)
        await tx.deleteFrom('belfry_operators').where('id', '=', id).execute()
        await told?.(tx)
        return person
      }),
    invitations: () => listInvitations(kysely, now()),
    invite: ({ email, role, sites }, told) =>
      database.transaction(async (tx) => {
        await refuseUnknownSites(tx, sites)
        if ((await listInvitations(tx, now())).length >= MOST_INVITATIONS) {
          throw new Refusal('limit-reached', `${MOST_INVITATIONS} invitations are open, the most there can be`)
        }
        if (email !== null && (await hasAccount(tx, email))) {
          throw new Refusal('email-taken', `there is an account with the address ${email}`, { field: 'email' })
        }
        const made = await insertLink(tx, { kind: 'invitation', email, role, sites }, now())
        await told?.(tx, `/v1/people/invitations/${made.link.id}`)
        return made
      }),
    takeBack: (id, told) =>
      database.transaction(async (tx) => {
        const link = await dropInvitation(tx, id)
        if (link === undefined) throw new Refusal('invitation-not-found', 'there is no such invitation')
        await told?.(tx)
        return link
      }),
  }

  // Two owners who remove each other at once: on PostgreSQL, the second waits for the first here.
  async function lockPerson(tx: Queries, id: string): Promise<Person> {
    await tx
      .selectFrom('belfry_operators')
      .select('id')
      .where('role', '=', 'owner')
      .orderBy('id')
      .$if(database.dialect === 'postgres', (query) => query.forUpdate())
      .execute()
    const person = await findPerson(tx, id)
    if (person === undefined) throw new Refusal('person-not-found', 'there is no such person')
    return person
  }
}

function ownsAll({ role, sites }: Pick<Person, 'role' | 'sites'>): boolean {
  return role === 'owner' && sites === null
}

async function refuseWithoutOwner(tx: Queries, person: Person): Promise<void> {
  if (!ownsAll(person)) return
  const other = await tx
    .selectFrom('belfry_operators')
    .select('id')
    .where('role', '=', 'owner')
    .where('sites', 'is', null)
    .where('id', '<>', person.id)
    .limit(1)
    .executeTakeFirst()
  if (other === undefined) throw new Refusal('last-owner', `nobody but ${person.name} owns the server`)
}

async function refuseUnknownSites(tx: Queries, sites: readonly string[] | null | undefined): Promise<void> {
  if (sites === null || sites === undefined) return
  const found = await tx.selectFrom('belfry_sites').select('id').where('id', 'in', sites).execute()
  const unknown = sites.find((site) => !found.some(({ id }) => id === site))
  if (unknown === undefined) return
  throw new Refusal('site-unknown', `there is no site ${JSON.stringify(unknown)}`, { field: 'sites' })
}

async function hasAccount(tx: Queries, email: string): Promise<boolean> {
  const query = tx.selectFrom('belfry_operators').select('id').where('email', '=', email)
  return (await query.executeTakeFirst()) !== undefined
}

import { randomBytes } from 'node:crypto'
import type { Database, Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import type { ChoosePassword } from './choose-password.ts'
import type { AccountEvents } from './events.ts'
import { dropSetUpLinks, findLink, takeLink, type AccountLink } from './link-store.ts'
import { findPersonByEmail, insertPerson, savePassword } from './operator-store.ts'

export interface NewAccount {
  token: string
  name: string
  email: string
  password: string
}

export interface AccountMaker {
  /** What a link is for. Throws Refusal `link-over`. */
  open(token: string): Promise<AccountLink>
  /** Throws Refusal `link-over`, `email-other`, `email-taken` or `password-weak`; then the link still works. */
  make(account: NewAccount): Promise<void>
}

export interface AccountMakerNeeds {
  database: Database
  choose: ChoosePassword
  events: AccountEvents
  now: () => number
}

/** Accounts are made by links alone: the first by the one that the server prints, the others by invitations. */
export function createAccountMaker({ database, choose, events, now }: AccountMakerNeeds): AccountMaker {
  const open = async (token: string) => found(await findLink(database.kysely, token, now()))
  return {
    open,
    async make({ token, password, ...person }) {
      const { email } = await open(token) // a stranger must not make it hash
      refuseOther(email, person.email)
      const hash = await choose(password, person)
      const { event, id } = await database.transaction(async (tx) => {
        const link = found(await takeLink(tx, token, now()))
        refuseOther(link.email, person.email)
        if (link.kind === 'set-up') await dropSetUpLinks(tx)
        const known = await findPersonByEmail(tx, person.email)
        if (known === undefined) {
          const id = randomBytes(12).toString('base64url')
          await insertPerson(tx, { ...person, id, role: link.role, sites: link.sites, password: hash }, now())
          return { event: 'makeAccount', id } as const
        }
        if (link.kind !== 'set-up') {
          throw new Refusal('email-taken', `there is an account with the address ${person.email}`, { field: 'email' })
        }
        await resetPerson(tx, known.id, { name: person.name, password: hash })
        return { event: 'resetAccount', id: known.id } as const
      })
      await events.did(event, id)
    },
  }

  /** For an owner without password or phone, or whose account somebody else got into: whoever made the link has the database, or the machine. */
  async function resetPerson(tx: Queries, id: string, { name, password }: { name: string; password: string }) {
    await savePassword(tx, id, password, now())
    await tx.deleteFrom('belfry_operator_second_factors').where('operator_id', '=', id).execute()
    await tx.deleteFrom('belfry_operator_passkeys').where('operator_id', '=', id).execute()
    await tx.deleteFrom('belfry_operator_sessions').where('operator_id', '=', id).execute()
    await tx
      .updateTable('belfry_operators')
      .set({ name, role: 'owner', sites: null, has_second_factor: 0, updated_at: now() })
      .where('id', '=', id)
      .execute()
  }
}

function found(link: AccountLink | undefined): AccountLink {
  if (link !== undefined) return link
  throw new Refusal('link-over', 'the link was used, has expired, or was taken back')
}

function refuseOther(invited: string | null, given: string): void {
  if (invited === null || invited === given) return
  throw new Refusal('email-other', `the invitation is for ${invited}`, { field: 'email' })
}

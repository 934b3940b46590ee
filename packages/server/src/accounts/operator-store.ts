import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Queries } from '../database/database.ts'
import type { OperatorsTable } from '../database/operator-tables.ts'
import { parseStored } from '../database/stored-json.ts'
import type { Operator } from './operator.ts'

/** An operator as stored. */
export interface Person extends Operator {
  email: string
  createdAt: number
}

const sitesSchema = z.array(z.string())

export function readSites(stored: string | null): readonly string[] | null {
  return stored === null ? null : parseStored(sitesSchema, stored, 'operators.sites')
}

export function writeSites(sites: readonly string[] | null): string | null {
  return sites === null ? null : JSON.stringify(sites)
}

export async function hasOperators(db: Queries): Promise<boolean> {
  return (await db.selectFrom('belfry_operators').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function findPerson(db: Queries, id: string): Promise<Person | undefined> {
  const row = await db.selectFrom('belfry_operators').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPerson(row)
}

export async function findPersonByEmail(db: Queries, email: string): Promise<Person | undefined> {
  const row = await db.selectFrom('belfry_operators').selectAll().where('email', '=', email).executeTakeFirst()
  return row && toPerson(row)
}

export interface NewPerson {
  id: string
  name: string
  email: string
  role: Person['role']
  sites: readonly string[] | null
  /** The hash. */
  password: string
}

/** As better-auth stores a user and the account `credential`. */
export async function insertPerson(db: Queries, { id, password, sites, ...person }: NewPerson, now: number) {
  const times = { created_at: now, updated_at: now }
  await db
    .insertInto('belfry_operators')
    .values({ id, ...person, sites: writeSites(sites), ...times })
    .execute()
  await db
    .insertInto('belfry_operator_credentials')
    .values({ id, operator_id: id, account_id: id, provider_id: 'credential', password, ...times })
    .execute()
}

export async function savePassword(db: Queries, operatorId: string, password: string, now: number): Promise<void> {
  await db
    .updateTable('belfry_operator_credentials')
    .set({ password, updated_at: now })
    .where('operator_id', '=', operatorId)
    .where('provider_id', '=', 'credential')
    .execute()
}

export async function findPassword(db: Queries, operatorId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('belfry_operator_credentials')
    .select('password')
    .where('operator_id', '=', operatorId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}

function toPerson(row: Selectable<OperatorsTable>): Person {
  const { id, name, email, role, sites, has_second_factor, created_at } = row
  return {
    id,
    name,
    email,
    role,
    sites: readSites(sites),
    hasSecondFactor: has_second_factor === 1,
    createdAt: created_at,
  }
}

export { toPerson }

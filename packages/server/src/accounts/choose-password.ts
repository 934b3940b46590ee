import type { Database } from '../database/database.ts'
import { loadCommonPasswords, refuseWeakPassword } from './password-strength.ts'
import type { PasswordHasher } from './password.ts'

/** Hashes a new password of a person; throws Refusal `password-weak`. */
export type ChoosePassword = (password: string, person: { name: string; email: string | null }) => Promise<string>

const MOST_SITES = 100

/** The words of the person and of the sites are what somebody guesses who knows them. */
export function passwordChooser(
  { kysely }: Pick<Database, 'kysely'>,
  passwords: Pick<PasswordHasher, 'hash'>,
): ChoosePassword {
  return async (password, { name, email }) => {
    const sites = await kysely.selectFrom('belfry_sites').select(['id', 'name', 'url']).limit(MOST_SITES).execute()
    const ofSites = sites.flatMap((site) => [site.id, site.name, site.url ?? '']).filter((text) => text !== 'default')
    refuseWeakPassword(password, [name, email ?? '', ...ofSites], await loadCommonPasswords())
    return passwords.hash(password)
  }
}

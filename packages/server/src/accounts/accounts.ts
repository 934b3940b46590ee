import type { Database } from '../database/database.ts'
import { authLoader } from './load-auth.ts'
import { createKnownBrowsers } from './cookies.ts'
import { passwordChooser } from './choose-password.ts'
import type { AccountEvents } from './events.ts'
import { insertLink } from './link-store.ts'
import { createAccountMaker, type AccountMaker } from './make-account.ts'
import { hasOperators } from './operator-store.ts'
import { createOwnAccount, type OwnAccount } from './own-account.ts'
import type { PasswordHasher } from './password.ts'
import { createPasskeyChallenges } from './passkey-challenge.ts'
import { hasPasskeys } from './passkey-store.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createPeople, type People } from './people.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { createSignInLimits } from './sign-in-limits.ts'

/** The operators' accounts, on Belfry's own database. */
export interface Accounts {
  sessions: Sessions
  signIn: SignIn
  maker: AccountMaker
  own: OwnAccount
  passkeys: Passkeys
  people: People
  isSetUp(): Promise<boolean>
  /** Whether anybody has one: then the page to sign in offers it. */
  hasPasskeys(): Promise<boolean>
  /** Makes the link of a first start; undefined when there is an operator already. */
  setUpLink(): Promise<SetUpLink | undefined>
}

export interface SetUpLink {
  token: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}

export interface AccountsNeeds {
  database: Database
  secret: string
  passwords: PasswordHasher
  events: AccountEvents
  now: () => number
}

export function createAccounts({ database, secret, passwords, events, now }: AccountsNeeds): Accounts {
  const choose = passwordChooser(database, passwords)
  const limits = createSignInLimits(now)
  const load = authLoader({ database, secret, passwords, now })
  const sessions = createSessions(database, { load, events, now })
  const isSetUp = () => hasOperators(database.kysely)
  const signIn = createSignIn({ database, load, limits, known: createKnownBrowsers(secret), events, now })
  const own = createOwnAccount({ database, load, limits, passwords, choose, sessions, events, now })
  const passkeys = createPasskeys({
    database,
    challenges: createPasskeyChallenges(secret, now),
    limits,
    prove: (who, password) => own.prove(who, password),
    enter: (visit, operatorId) => signIn.enterByPasskey(visit, operatorId),
    events,
    now,
  })
  return {
    sessions,
    signIn,
    maker: createAccountMaker({ database, choose, events, now }),
    own,
    passkeys,
    people: createPeople(database, now),
    isSetUp,
    hasPasskeys: () => hasPasskeys(database.kysely),
    setUpLink: async () => ((await isSetUp()) ? undefined : makeSetUpLink(database, now())),
  }
}

/** Makes a link that makes an owner of all sites: for whoever has the server's machine. */
export async function makeSetUpLink(database: Database, now: number): Promise<SetUpLink> {
  const given = { kind: 'set-up', email: null, role: 'owner', sites: null } as const
  const { link, token } = await database.transaction((tx) => insertLink(tx, given, now))
  return { token, expiresAt: link.expiresAt }
}

/** The page of the dashboard that such a link opens. A fragment is sent to no server, and stands in no log. */
export function linkPath(kind: 'set-up' | 'invitation', token: string): string {
  return `/dashboard/${kind}#${token}`
}

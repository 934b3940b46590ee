import type { Generated } from 'kysely'

// The tables of the room accounts, as schema.ts has the rest. Most columns are better-auth's, by our names.

export interface OperatorsTable {
  id: string
  name: string
  email: string
  email_verified: Generated<0 | 1>
  role: 'owner' | 'editor' | 'viewer'
  /** JSON of site ids; null: all sites. */
  sites: string | null
  has_second_factor: Generated<0 | 1>
  created_at: number
  updated_at: number
}

interface OperatorCredentialsTable {
  id: string
  operator_id: string
  account_id: string
  provider_id: string
  password: string | null
  created_at: number
  updated_at: number
}

interface OperatorSessionsTable {
  id: string
  operator_id: string
  token: string
  expires_at: number
  last_seen_at: number
  ip_address: string | null
  user_agent: string | null
  created_at: number
  updated_at: number
}

interface OperatorChallengesTable {
  id: string
  identifier: string
  value: string
  expires_at: number
  created_at: number
  updated_at: number
}

interface OperatorSecondFactorsTable {
  id: string
  operator_id: string
  secret: string
  backup_codes: string
  verified: Generated<0 | 1>
  failed_count: Generated<number>
  locked_until: number | null
  /** Of the newest code that was taken. */
  last_step: Generated<number>
}

export interface OperatorPasskeysTable {
  id: string
  operator_id: string
  name: string
  origin: string
  public_key: Uint8Array
  counter: number
  /** JSON; null: unknown. */
  transports: string | null
  is_synced: Generated<0 | 1>
  created_at: number
  last_used_at: number | null
}

interface OperatorUsedChallengesTable {
  hash: Uint8Array
  expires_at: number
}

export interface OperatorLinksTable {
  id: string
  kind: 'set-up' | 'invitation'
  hash: Uint8Array
  email: string | null
  role: OperatorsTable['role']
  sites: string | null
  created_at: number
  expires_at: number
}

export interface OperatorTables {
  belfry_operators: OperatorsTable
  belfry_operator_credentials: OperatorCredentialsTable
  belfry_operator_sessions: OperatorSessionsTable
  belfry_operator_challenges: OperatorChallengesTable
  belfry_operator_second_factors: OperatorSecondFactorsTable
  belfry_operator_passkeys: OperatorPasskeysTable
  belfry_operator_used_challenges: OperatorUsedChallengesTable
  belfry_operator_links: OperatorLinksTable
}

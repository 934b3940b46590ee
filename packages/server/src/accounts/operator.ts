import type { ApiKeyScope } from '../keys/stored-scopes.ts'

/** What an operator may do, the widest first. */
export const ROLES = ['owner', 'editor', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/** A person with an account for the dashboard, or one whom the app has signed in. */
export interface Operator {
  id: string
  name: string
  /** Null where the app does not say. */
  email: string | null
  role: Role
  /** Null: all sites, and those to come. */
  sites: readonly string[] | null
  hasSecondFactor: boolean
}

/** The scopes of each role, in the words of API keys. */
export const SCOPES_OF: Readonly<Record<Role, readonly ApiKeyScope[]>> = {
  owner: ['send', 'read', 'manage'],
  editor: ['send', 'read'],
  viewer: ['read'],
}

import { useSuspenseQuery } from '@tanstack/react-query'
import { isRefused, server } from './belfry.ts'
import { refusedBy, unreachable } from './refused.ts'

/** Who is signed in, as GET /dashboard/api/session says. */
export interface Operator {
  id: string
  name: string
  email: string | null
  role: 'owner' | 'editor' | 'viewer'
  /** Null: all of them. */
  sites: string[] | null
}

/** Who is signed in, and what the role may do. */
export interface Session {
  operator: Operator
  maySend: boolean
  mayManage: boolean
}

export const sessionQuery = {
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: 60_000,
  retry: (count: number, error: unknown) => count < 2 && !isRefused(error, 401),
}

/** The session; screens are drawn only when there is one. */
export function useSession(): Session {
  const { operator } = useSuspenseQuery(sessionQuery).data
  return { operator, maySend: operator.role !== 'viewer', mayManage: operator.role === 'owner' }
}

async function readSession(): Promise<{ operator: Operator }> {
  const response = await fetch(`${server}/dashboard/api/session`, {
    headers: { 'x-belfry-dashboard': '1' },
  }).catch((cause: unknown) => {
    throw unreachable(cause)
  })
  // Vite's proxy adds an API key, which is no session.
  if (import.meta.env.DEV && (response.status === 404 || response.status === 401)) return { operator: DEVELOPER }
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw refusedBy(response, body)
  return body as { operator: Operator }
}

const DEVELOPER: Operator = { id: 'developer', name: 'Developer', email: null, role: 'owner', sites: null }

import type { BelfryPaths } from '@belfry/client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { answer, belfry, isRefused } from './belfry.ts'

type Answers = BelfryPaths['/dashboard/api/session']['get']['responses']

/** Who is signed in. */
export type Operator = Answers[200]['content']['application/json']['operator']

/** Who is signed in, and what the role may do. */
export interface Session {
  operator: Operator
  /** Whether one signs in and out here, and not at the app that Belfry runs in. */
  isOurs: boolean
  maySend: boolean
  mayManage: boolean
  /** Whether that holds for all sites: people and new sites are the server's. */
  ownsServer: boolean
}

/** Who is signed in, as asked for. */
export const sessionQuery = {
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: 60_000,
}

/** The session; screens are drawn only when there is one. */
export function useSession(): Session {
  const { operator, by } = useSuspenseQuery(sessionQuery).data
  const { role, sites } = operator
  const mayManage = role === 'owner'
  return {
    operator,
    isOurs: by === 'accounts',
    maySend: role !== 'viewer',
    mayManage,
    ownsServer: mayManage && sites === null,
  }
}

async function readSession(): Promise<Answers[200]['content']['application/json']> {
  try {
    return await answer(belfry.GET('/dashboard/api/session'))
  } catch (error) {
    // Vite's proxy adds an API key, which is no session.
    if (import.meta.env.DEV && isRefused(error, 401)) return DEVELOPMENT
    throw error
  }
}

const DEVELOPMENT = {
  operator: {
    id: 'developer',
    name: 'Developer',
    email: null,
    role: 'owner',
    sites: null,
    hasSecondFactor: false,
  },
  by: 'app',
  session: null,
} as const

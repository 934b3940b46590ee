import type { Auth, AuthNeeds } from './auth.ts'
import type { CookieKind } from './cookies.ts'

/** better-auth for a kind of cookies, made when it is first needed. */
export type LoadAuth = (kind: CookieKind) => Promise<Auth>

// One for https and one for http, at one base path; a site may have its own.
const MOST_KEPT = 10

/** A Belfry whose dashboard nobody opens never loads better-auth. */
export function authLoader(needs: AuthNeeds): LoadAuth {
  const kept = new Map<string, Promise<Auth>>()
  return (kind) => {
    const name = `${kind.prefix} ${kind.path}`
    let auth = kept.get(name)
    if (auth === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear()
      auth = import('./better-auth.ts').then(({ openAuth }) => openAuth(needs, kind))
      auth.catch(() => kept.delete(name))
      kept.set(name, auth)
    }
    return auth
  }
}

/** The code of a refusal by better-auth; throws every other error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || error.name !== 'APIError') throw error
  const { statusCode, body } = error as Error & { statusCode?: number; body?: { code?: string } }
  if (statusCode === undefined || statusCode >= 500) throw error
  return body?.code ?? 'UNKNOWN'
}

import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { BetterAuthPlugin } from 'better-auth'
import { z } from 'zod'

/** A session without a password, for who has proved otherwise who they are. Nothing of better-auth is served. */
export function beginSession(): BetterAuthPlugin {
  return {
    id: 'belfry-begin-session',
    endpoints: {
      beginSession: createAuthEndpoint(
        '/belfry/begin-session',
        { method: 'POST', body: z.object({ operator: z.string() }) },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.operator)
          if (user === null) throw new Error('the account was removed at once')
          const session = await ctx.context.internalAdapter.createSession(user.id)
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ user })
        },
      ),
    },
  }
}

import { createHmac } from 'node:crypto'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import type { BetterAuthPlugin } from 'better-auth'
import type { Database } from '../database/database.ts'

const STEP_MS = 30_000

/**
 * Takes each code once (RFC 6238 section 5.2): better-auth accepts one as often as it comes while it is valid. The
 * newest step that was taken is stored, and of two requests with one code only one can move it on.
 */
export function refuseUsedCodes({ kysely }: Pick<Database, 'kysely'>, challengeCookie: string): BetterAuthPlugin {
  return {
    id: 'belfry-used-codes',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/two-factor/verify-totp',
          handler: createAuthMiddleware(async (ctx) => {
            const operator = await whose()
            if (operator === undefined) return
            const row = await kysely
              .selectFrom('belfry_operator_second_factors')
              .select(['id', 'secret'])
              .where('operator_id', '=', operator)
              .executeTakeFirst()
            if (row === undefined) return
            const secret = await symmetricDecrypt({ key: ctx.context.secretConfig, data: row.secret })
            const now = Math.floor(Date.now() / STEP_MS)
            const step = [now - 1, now, now + 1].find((step) => codeAt(secret, step) === String(ctx.body?.code))
            if (step === undefined) return // a wrong one: better-auth refuses and counts it
            const { numUpdatedRows } = await kysely
              .updateTable('belfry_operator_second_factors')
              .set({ last_step: step })
              .where('id', '=', row.id)
              .where('last_step', '<', step)
              .executeTakeFirst()
            if (numUpdatedRows === 0n) throw new APIError('UNAUTHORIZED', { code: 'CODE_USED' })

            async function whose(): Promise<string | undefined> {
              const session = await getSessionFromCtx(ctx)
              if (session !== null) return session.user.id
              const challenge = await ctx.getSignedCookie(challengeCookie, ctx.context.secret)
              if (typeof challenge !== 'string') return undefined
              return (await ctx.context.internalAdapter.findVerificationValue(challenge))?.value
            }
          }),
        },
      ],
    },
  }
}

/** The code of a step, RFC 4226 section 5.3. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

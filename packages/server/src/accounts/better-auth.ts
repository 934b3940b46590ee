import { hkdfSync } from 'node:crypto'
import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Auth, AuthNeeds } from './auth.ts'
import { authAdapter } from './auth-adapter.ts'
import { beginSession } from './begin-session.ts'
import type { CookieKind } from './cookies.ts'
import { refuseUsedCodes } from './used-codes.ts'
import { ADDRESS_HEADER, SESSION_DAYS } from './visit.ts'

const CODE_MINUTES = 10

/** better-auth for one kind of cookies: passwords, sessions, second factors. Nothing of it is served by itself. */
export function openAuth({ database, secret, passwords, now }: AuthNeeds, cookies: CookieKind): Auth {
  const { prefix, secure, path } = cookies
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    appName: 'Belfry',
    baseURL: 'http://belfry.invalid', // only links in mails would need it, and none are sent
    secret: Buffer.from(hkdfSync('sha256', secret, '', 'belfry operators', 32)).toString('base64url'),
    database: authAdapter(database),
    telemetry: { enabled: false },
    logger: { disabled: true }, // what matters comes as an error
    rateLimit: { enabled: false }, // sign-in-limits.ts
    user: {
      modelName: 'belfry_operators',
      fields: { emailVerified: 'email_verified', ...times },
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        sites: { type: 'string', required: false, input: false },
      },
    },
    session: {
      modelName: 'belfry_operator_sessions',
      fields: {
        userId: 'operator_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
      expiresIn: SESSION_DAYS * 86_400,
      disableSessionRefresh: true,
      additionalFields: {
        lastSeenAt: {
          type: 'date',
          fieldName: 'last_seen_at',
          required: false,
          input: false,
          defaultValue: () => new Date(now()),
        },
      },
    },
    account: {
      modelName: 'belfry_operator_credentials',
      fields: { userId: 'operator_id', accountId: 'account_id', providerId: 'provider_id', ...times },
    },
    verification: { modelName: 'belfry_operator_challenges', fields: { expiresAt: 'expires_at', ...times } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      password: {
        hash: (password) => passwords.hash(password),
        verify: ({ hash, password }) => passwords.verify(password, hash),
      },
    },
    advanced: {
      cookiePrefix: prefix,
      useSecureCookies: false, // the prefix says it
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      twoFactor({
        issuer: 'Belfry',
        twoFactorCookieMaxAge: CODE_MINUTES * 60,
        // Whoever knows a password must not be able to lock its owner out; sign-in-limits.ts counts wrong codes, too.
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: 'has_second_factor' } },
          twoFactor: {
            modelName: 'belfry_operator_second_factors',
            fields: {
              userId: 'operator_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      beginSession(),
      refuseUsedCodes(database, `${prefix}.two_factor`),
    ],
  }) as unknown as Auth
}

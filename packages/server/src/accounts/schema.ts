import { z } from 'zod'
import { NOT_STORABLE, STORABLE_TEXT } from '../database/storable-text.ts'
import { ROLES } from './operator.ts'

const text = (most: number) => z.string().trim().min(1).max(most).regex(STORABLE_TEXT, NOT_STORABLE)

export const emailField = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email('must be an e-mail address'))
  .transform((email) => email.toLowerCase())

// Longer ones only cost time: it is hashed as a whole.
const MOST_CHARACTERS = 200
/** A password as it is typed: which ones are too weak is said elsewhere, with a code of its own. */
export const passwordField = z.string().min(1).max(MOST_CHARACTERS)

const token = z.string().min(1).max(200)
export const roleField = z.enum(ROLES).describe('`owner`: everything; `editor`: reads and sends; `viewer`: reads.')
export const sitesField = z
  .array(text(100))
  .min(1, 'must name at least one')
  .max(100)
  .nullable()
  .describe('The sites that it is limited to; null: all.')

export const signInSchema = z
  .strictObject({ email: z.string().trim().min(1).max(254), password: passwordField })
  .meta({ id: 'SignIn' })

export const codeSchema = z
  .strictObject({ code: z.string().trim().min(1).max(40).describe('Six digits, or a recovery code.') })
  .meta({ id: 'SecondFactorCode' })

export const linkTokenSchema = z
  .strictObject({ token: token.describe('From the fragment of the link.') })
  .meta({ id: 'AccountLinkToken' })

export const newAccountSchema = z
  .strictObject({ token, name: text(100), email: emailField, password: passwordField })
  .meta({ id: 'NewAccount' })

export const passwordChangeSchema = z
  .strictObject({ current: passwordField, password: passwordField })
  .meta({ id: 'PasswordChange' })

export const passwordProofSchema = z.strictObject({ password: passwordField }).meta({ id: 'PasswordProof' })

export const newInvitationSchema = z
  .strictObject({
    email: emailField.optional().describe('Only this address can take it.'),
    role: roleField,
    sites: sitesField.default(null),
  })
  .meta({ id: 'NewInvitation' })

export const personChangeSchema = z
  .strictObject({ role: roleField.optional(), sites: sitesField.optional() })
  .meta({ id: 'PersonChange' })

/** What an app's own sign-in answers; stays inside the process. */
export const ownSignInSchema = z.object({
  id: text(200),
  name: text(200),
  email: z.string().max(254).nullish(),
  role: z.enum(ROLES),
  sites: z.array(text(100)).min(1).max(1000).nullish(),
})

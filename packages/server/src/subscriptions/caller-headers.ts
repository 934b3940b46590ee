import { z } from 'zod'
import type { CallerProof } from './find-caller.ts'

/** How a page says who asks: in headers, because addresses end up in the logs of proxies. */
export const callerHeaders = z.object({
  'belfry-identity': z.string().optional().describe('The identity token of the person, where somebody is signed in.'),
  'belfry-handle': z
    .string()
    .optional()
    .describe('The handle that the browser’s registration returned; after a space, its endpoint may follow.'),
})

/** Codes with which findCaller() refuses. */
export const CALLER_REFUSALS: readonly string[] = [
  'caller-missing',
  'handle-invalid',
  'subscriber-unknown',
  'identity-malformed',
  'identity-signature-invalid',
  'identity-expired',
  'identity-wrong-site',
  'identity-revoked',
]

export function callerProof(site: string, header: (name: string) => string | undefined): CallerProof {
  const [handle, endpoint] = header('belfry-handle')?.split(' ') ?? []
  return { site, identity: header('belfry-identity'), handle, endpoint }
}

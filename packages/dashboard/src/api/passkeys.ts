import type { BelfryModels } from '@belfry/client'

/** Whether this browser has passkeys, and writes them as JSON (WebAuthn Level 3): Chrome 129, Firefox 119, Safari 18.4. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential
}

/** Asks the person's device for a new one. Throws a DOMException, `NotAllowedError` when they say no. */
export async function makePasskey(
  options: BelfryModels['PasskeyCreationOptions'],
): Promise<BelfryModels['NewPasskey']['credential']> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const made = await navigator.credentials.create({ publicKey })
  return (made as PublicKeyCredential).toJSON() as BelfryModels['NewPasskey']['credential']
}

/** The same for one that is there already. */
export async function askPasskey(
  options: BelfryModels['PasskeyRequestOptions'],
): Promise<BelfryModels['PasskeySignIn']['credential']> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const given = await navigator.credentials.get({ publicKey })
  return (given as PublicKeyCredential).toJSON() as BelfryModels['PasskeySignIn']['credential']
}

/** Why the browser made or found none, as far as it says. */
export function passkeyFault(error: unknown): 'declined' | 'there' | 'address' | undefined {
  if (!(error instanceof DOMException)) return undefined
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') return 'declined'
  if (error.name === 'InvalidStateError') return 'there'
  return error.name === 'SecurityError' ? 'address' : undefined
}

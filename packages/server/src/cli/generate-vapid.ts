import { generateVapidKeys } from '@belfry/web-push'
import type { Terminal } from './terminal.ts'

/** Prints a new VAPID key pair, for people who keep it in a secret store. */
export function generateVapid(options: { json?: boolean }, terminal: Terminal): void {
  const { publicKey, privateKey } = generateVapidKeys()
  terminal.out(
    options.json
      ? `${JSON.stringify({ publicKey, privateKey })}\n`
      : `Public key:   ${publicKey}\nPrivate key:  ${privateKey}\n\nKeep the private key secret, e.g. in ` +
          `BELFRY_VAPID_PRIVATE_KEY.\n`,
  )
}

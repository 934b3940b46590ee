import { parseArgs } from 'node:util'
import { generateVAPIDKeys, sendNotification, setGCMAPIKey } from './index.ts'
import type { ContentEncoding, PushSubscription, RequestOptions } from './index.ts'
import { ownVersion } from './own-version.ts'

const USAGE = `
Usage: 

  belfry-web-push send-notification --endpoint=<url> [--key=<browser key>] [--auth=<auth secret>] \
[--payload=<message>] [--ttl=<seconds>] [--encoding=<encoding type>] \
[--vapid-subject=<vapid subject>] [--vapid-pubkey=<public key url base64>] [--vapid-pvtkey=<private key url base64>] \
[--proxy=<http proxy uri, e.g: http://127.0.0.1:8889>] [--gcm-api-key=<api key>]

  belfry-web-push generate-vapid-keys [--json]

`
const FLAGS = [
  'endpoint',
  'key',
  'auth',
  'payload',
  'ttl',
  'encoding',
  'vapid-subject',
  'vapid-pubkey',
  'vapid-pvtkey',
  'proxy',
  'gcm-api-key',
] as const

/** The command line of web-push: its words, its output, and its exit codes (0 when a push fails, too). */
export async function runCommandLine([command, ...rest]: string[]): Promise<void> {
  const flags = parseFlags(rest)
  if (command === 'generate-vapid-keys') {
    // `--json=anything` counts too, as in web-push.
    printKeys(flags['json'] !== undefined)
  } else if (command === '--version') {
    console.log(ownVersion())
  } else if (command === 'send-notification' && text(flags['endpoint'])) {
    await send(flags)
  } else {
    console.log(USAGE)
    process.exitCode = 1
  }
}

type Flags = Record<string, string | boolean | undefined>

function parseFlags(args: string[]): Flags {
  const options = Object.fromEntries(FLAGS.map((name) => [name, { type: 'string' as const }]))
  // web-push ignores what it does not know; so does this.
  return parseArgs({
    args,
    options: { ...options, json: { type: 'boolean' } },
    strict: false,
  }).values
}

function printKeys(json: boolean): void {
  const keys = generateVAPIDKeys()
  const line = '\n=======================================\n'
  console.log(
    json
      ? JSON.stringify(keys)
      : `${line}\nPublic Key:\n${keys.publicKey}\n\nPrivate Key:\n${keys.privateKey}\n${line}`,
  )
}

async function send(flags: Flags): Promise<void> {
  const gcmAPIKey = process.env['GCM_API_KEY']
  if (gcmAPIKey) setGCMAPIKey(gcmAPIKey)
  const subscription = {
    endpoint: text(flags['endpoint']),
    keys: { p256dh: text(flags['key']) ?? null, auth: text(flags['auth']) ?? null },
  } as PushSubscription
  try {
    await sendNotification(subscription, text(flags['payload']) ?? null, optionsFrom(flags))
    console.log('Push message sent.')
  } catch (error) {
    console.log('Error sending push message: ')
    console.log(error)
  }
}

function optionsFrom(flags: Flags): RequestOptions {
  const options: RequestOptions = {}
  const ttl = text(flags['ttl'])
  if (ttl) options.TTL = ttl as unknown as number
  const subject = text(flags['vapid-subject'])
  const publicKey = text(flags['vapid-pubkey'])
  const privateKey = text(flags['vapid-pvtkey'])
  if (subject || publicKey || privateKey) {
    options.vapidDetails = { subject, publicKey, privateKey } as RequestOptions['vapidDetails']
  }
  const proxy = text(flags['proxy'])
  if (proxy) options.proxy = proxy
  const gcmAPIKey = text(flags['gcm-api-key'])
  if (gcmAPIKey) options.gcmAPIKey = gcmAPIKey
  const encoding = text(flags['encoding'])
  if (encoding) options.contentEncoding = encoding as ContentEncoding
  return options
}

/** A flag without a value is as good as none. */
function text(flag: string | boolean | undefined): string | undefined {
  return typeof flag === 'string' && flag !== '' ? flag : undefined
}

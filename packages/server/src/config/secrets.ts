import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { generateVapidKeys, type VapidKeys } from '@belfry/web-push'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { parseVapidPrivateKey } from './vapid-private-key.ts'
import { writePrivateFile } from './write-private-file.ts'

export interface Secrets {
  /** What handles and identity keys are derived from. */
  readonly secret: string
  /** The first pair is the active one; the others are kept for the subscriptions made with them. */
  readonly vapid: readonly [VapidKeys, ...VapidKeys[]]
  readonly apiKey: string
}

export interface OpenedSecrets {
  secrets: Secrets
  file: string
  /** True when this start made the file. */
  created: boolean
  /** What was put right, for the log. */
  notes: string[]
}

const FILE = 'secrets.json'
const ADVICE = 'Private. Back it up: without the VAPID keys every subscription is lost.'

const key = z.string().regex(/^[A-Za-z0-9_-]+$/)
const fileSchema = z.strictObject({
  advice: z.string().optional(),
  version: z.literal(1),
  secret: z.string().min(32).optional(),
  vapid: z.array(z.strictObject({ publicKey: key.length(87), privateKey: key.length(43) })),
  apiKey: z.string().min(32).optional(),
})
type SecretsFile = z.infer<typeof fileSchema>

/**
 * Reads the secrets of the data folder, making on the first start whatever is not given from outside. An unreadable
 * or damaged file is an error and stays as it is: overwriting it would cost every subscription.
 */
export function openSecrets(
  folder: string,
  given: { secret?: string; vapidPrivateKey?: string; apiKey?: string } = {},
): OpenedSecrets {
  const file = join(folder, FILE)
  const notes: string[] = []
  const own = given.vapidPrivateKey ? [parseVapidPrivateKey(given.vapidPrivateKey)] : []
  let kept = read(file, notes)
  let created = false
  if (isIncomplete(kept, given)) {
    const complete = completed(kept, given)
    created = kept === undefined && write(file, complete, { exclusive: true })
    // Another process may have made the file a moment ago: its secrets are the ones that count.
    if (kept === undefined && !created) kept = completed(read(file, notes), given)
    else {
      if (!created) write(file, complete)
      kept = complete
    }
  }
  const vapid = uniqueKeys([...own, ...(kept?.vapid ?? [])])
  return {
    secrets: Object.freeze({
      secret: given.secret ?? (kept?.secret as string),
      vapid: vapid as [VapidKeys, ...VapidKeys[]],
      apiKey: given.apiKey ?? (kept?.apiKey as string),
    }),
    file,
    created,
    notes,
  }
}

type Given = Parameters<typeof openSecrets>[1]

function isIncomplete(kept: SecretsFile | undefined, given: Given = {}): boolean {
  return (
    (given.secret ?? kept?.secret) === undefined ||
    (given.apiKey ?? kept?.apiKey) === undefined ||
    (given.vapidPrivateKey === undefined && (kept?.vapid.length ?? 0) === 0)
  )
}

// Only what is missing and not given is made; what is given is never written down here.
function completed(kept: SecretsFile | undefined, given: Given = {}): SecretsFile {
  const secret = kept?.secret ?? (given.secret === undefined ? randomText() : undefined)
  const apiKey = kept?.apiKey ?? (given.apiKey === undefined ? `belfry_${randomText()}` : undefined)
  const needsVapid = given.vapidPrivateKey === undefined && (kept?.vapid.length ?? 0) === 0
  return {
    advice: ADVICE,
    version: 1,
    ...(secret === undefined ? {} : { secret }),
    vapid: needsVapid ? [generateVapidKeys()] : (kept?.vapid ?? []),
    ...(apiKey === undefined ? {} : { apiKey }),
  }
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}

function read(file: string, notes: string[]): SecretsFile | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw broken(`cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  makePrivate(file, notes)
  const result = fileSchema.safeParse(parseJson(text, file))
  if (result.success) return result.data
  // zod's own messages may quote what they found, so only the places are named.
  const places = result.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ')
  throw broken(`${file} is damaged (${places}): restore it from a backup; it was left as it is`)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the text, which is secret.
    throw broken(`${file} is damaged (no JSON): restore it from a backup; it was left as it is`)
  }
}

function makePrivate(file: string, notes: string[]): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return
  try {
    chmodSync(file, 0o600)
    notes.push(`${file} could be read by others; its mode is 0600 now`)
  } catch {
    throw broken(`${file} can be read by others and is not yours to change: chmod 600 it`)
  }
}

function write(file: string, content: SecretsFile, options?: { exclusive: boolean }): boolean {
  try {
    return writePrivateFile(file, `${JSON.stringify(content, null, 2)}\n`, options)
  } catch (cause) {
    throw broken(`cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

function uniqueKeys(keys: VapidKeys[]): VapidKeys[] {
  return keys.filter(
    (pair, index) => keys.findIndex(({ publicKey }) => publicKey === pair.publicKey) === index,
  )
}

function broken(message: string): ConfigError {
  return new ConfigError([{ setting: 'data', message }])
}

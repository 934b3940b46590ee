import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { VapidKeys } from '@belfry/web-push'
import { ConfigError } from './config-error.ts'
import { readSecretsFile, writeSecretsFile, type SecretsFile } from './secrets-file.ts'

export interface Secrets {
  /** The source of handles, identity keys and, unless one is given, the master key. */
  readonly secret: string
  readonly apiKey: string
}

export interface OpenedSecrets {
  secrets: Secrets
  file: string
  /** Identifies this file, also after it is copied; undefined when there is none. */
  fileId: string | undefined
  /** True when this start made the file. */
  created: boolean
  /** Corrections that were made, for the log. */
  notes: string[]
  /** VAPID pairs that an earlier version kept in the file, the active one first. */
  kept: readonly VapidKeys[]
  /** Removes them from the file, once they are in the database. */
  dropKept(): void
}

export interface GivenSecrets {
  secret?: string
  apiKey?: string
}

/** The secrets of a data folder before anything is made in it. */
export interface SecretsOnDisk {
  /** The server's, from the folder or the environment; undefined when neither has it. */
  readonly secret: string | undefined
  /** Makes the missing ones. */
  complete(): OpenedSecrets
}

const FILE = 'secrets.json'
const ADVICE = 'Private. Back it up together with the database: each is worth nothing without the other.'

/**
 * Reads the secrets of the data folder and changes nothing. An unreadable or damaged file is a ConfigError and stays as
 * it is: overwriting it would cost every subscription.
 */
export function readSecrets(folder: string, given: GivenSecrets = {}): SecretsOnDisk {
  const file = join(folder, FILE)
  const notes: string[] = []
  const found = readSecretsFile(file, notes)
  return {
    secret: given.secret ?? found?.secret,
    complete: () => complete(file, found, given, notes),
  }
}

/** Reads the secrets of the data folder, making on the first start those that are not given from outside. */
export function openSecrets(folder: string, given: GivenSecrets = {}): OpenedSecrets {
  return readSecrets(folder, given).complete()
}

function complete(file: string, found: SecretsFile | undefined, given: GivenSecrets, notes: string[]): OpenedSecrets {
  let kept = found
  let created = false
  if (isIncomplete(kept, given)) {
    const whole = completed(kept, given)
    created = kept === undefined && write(file, whole, { exclusive: true })
    // Another process may have made the file a moment ago: its secrets are the ones that count.
    if (kept === undefined && !created) kept = completed(readSecretsFile(file, notes), given)
    else {
      if (!created) write(file, whole)
      kept = whole
    }
  }
  const { secret = '', apiKey = '' } = { ...kept, ...given }
  return {
    secrets: Object.freeze({ secret, apiKey }),
    file,
    fileId: kept?.id,
    created,
    notes,
    kept: kept?.vapid ?? [],
    dropKept() {
      if (kept?.vapid === undefined) return
      const { vapid: _moved, ...rest } = kept
      kept = { ...rest, advice: ADVICE, version: 2, id: rest.id ?? newId() }
      write(file, kept)
    },
  }
}

function isIncomplete(kept: SecretsFile | undefined, given: GivenSecrets): boolean {
  return (given.secret ?? kept?.secret) === undefined || (given.apiKey ?? kept?.apiKey) === undefined
}

// Only missing secrets that are not given are made; given ones are never written here.
function completed(kept: SecretsFile | undefined, given: GivenSecrets): SecretsFile {
  const secret = kept?.secret ?? (given.secret === undefined ? randomText() : undefined)
  const apiKey = kept?.apiKey ?? (given.apiKey === undefined ? `belfry_${randomText()}` : undefined)
  return {
    ...(kept ?? { advice: ADVICE, version: 2 as const }),
    id: kept?.id ?? newId(),
    ...(secret === undefined ? {} : { secret }),
    ...(apiKey === undefined ? {} : { apiKey }),
  }
}

function newId(): string {
  return randomBytes(6).toString('base64url')
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}

function write(file: string, content: SecretsFile, options?: { exclusive: boolean }): boolean {
  try {
    return writeSecretsFile(file, content, options)
  } catch (cause) {
    const message = `cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new ConfigError([{ setting: 'data', message }])
  }
}

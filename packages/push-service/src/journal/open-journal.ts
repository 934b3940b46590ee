import { chmodSync, closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { PushBody } from '../push/push-body.ts'
import type { PushHeaders } from '../push/push-headers.ts'
import type { PushMessage } from '../push/push-message.ts'
import type { ProfileName } from '../profiles/profile.ts'
import { emptyRecord } from '../subscriptions/own-subscriber.ts'
import type { Receiver, Subscription, SubscriptionState } from '../subscriptions/subscription.ts'
import type { Journal } from './journal.ts'

// No import: an old Node could not link it, and check-node.ts would not get to say which Node is needed.
const sqlite = process.getBuiltinModule('node:sqlite')

/** Another push service runs on the same folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
  readonly code = 'folder-in-use'
}

const schema = `
  CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY,
    profile TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    application_server_key TEXT,
    created_at INTEGER NOT NULL,
    max_body_bytes INTEGER NOT NULL,
    state TEXT NOT NULL,
    receiver TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    subscription TEXT NOT NULL,
    encoding TEXT,
    body BLOB,
    encryption TEXT,
    crypto_key TEXT,
    ttl INTEGER NOT NULL,
    urgency TEXT NOT NULL,
    topic TEXT,
    received_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS browsers (
    android_id TEXT PRIMARY KEY,
    security_token TEXT NOT NULL
  ) STRICT;
`

/**
 * Opens (or makes) push-service.db in the folder, mode 0600: subscriptions and waiting messages
 * survive a killed process. Throws FolderInUseError when another service has it open.
 */
export function openJournal(folder: string): Journal {
  const file = join(folder, 'push-service.db')
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const database = new sqlite.DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL')
    // NORMAL: a killed process loses nothing; a power cut may, and that is fine for a test double.
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec(`BEGIN EXCLUSIVE; ${schema} COMMIT`)
  } catch (error) {
    database.close()
    if (!(error instanceof Error && error.message.includes('locked'))) throw error
    const message = `another push service is running on the folder ${folder}`
    throw new FolderInUseError(message, { cause: error })
  }
  return journalOn(database)
}

function journalOn(database: DatabaseSync): Journal {
  const saveSubscription = database.prepare('INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const removeSubscription = database.prepare('DELETE FROM subscriptions WHERE id = ?')
  const saveMessage = database.prepare('INSERT INTO messages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const removeMessage = database.prepare('DELETE FROM messages WHERE id = ?')
  const saveBrowser = database.prepare('INSERT OR REPLACE INTO browsers VALUES (?, ?)')
  return {
    loadSubscriptions: () => database.prepare('SELECT * FROM subscriptions ORDER BY rowid').all().map(toSubscription),
    loadMessages: () => database.prepare('SELECT * FROM messages ORDER BY number').all().map(toMessage),
    loadCheckedIn: () =>
      database
        .prepare('SELECT * FROM browsers')
        .all()
        .map((row) => ({
          androidId: row['android_id'] as string,
          securityToken: row['security_token'] as string,
        })),
    saveSubscriptions: (subscriptions) => {
      database.exec('BEGIN')
      for (const subscription of subscriptions) saveSubscription.run(...fromSubscription(subscription))
      database.exec('COMMIT')
    },
    removeSubscription: (id) => void removeSubscription.run(id),
    saveMessage: (message) => void saveMessage.run(...fromMessage(message)),
    removeMessage: (id) => void removeMessage.run(id),
    saveCheckedIn: (browser) => void saveBrowser.run(browser.androidId, browser.securityToken),
    close: () => {
      database.close()
    },
  }
}

type Row = Record<string, SQLOutputValue>
type Value = string | number | Buffer | null

function fromSubscription(subscription: Subscription): Value[] {
  const { receiver } = subscription
  // The messages that an own subscriber has received are a record of this run, not state.
  const kept = receiver.kind === 'own' ? { ...receiver, record: undefined } : receiver
  return [
    subscription.id,
    subscription.profile,
    subscription.endpoint,
    subscription.token,
    subscription.applicationServerKey ?? null,
    subscription.createdAt,
    subscription.maxBodyBytes,
    subscription.state,
    JSON.stringify(kept),
  ]
}

function toSubscription(row: Row): Subscription {
  const receiver = JSON.parse(row['receiver'] as string) as Receiver
  return {
    id: row['id'] as string,
    profile: row['profile'] as ProfileName,
    endpoint: row['endpoint'] as string,
    token: row['token'] as string,
    applicationServerKey: textOf(row['application_server_key']),
    createdAt: row['created_at'] as number,
    maxBodyBytes: row['max_body_bytes'] as number,
    state: row['state'] as SubscriptionState,
    receiver: receiver.kind === 'own' ? { ...receiver, record: emptyRecord() } : receiver,
  }
}

function fromMessage({ body, ...message }: PushMessage): Value[] {
  const isOld = body?.encoding === 'aesgcm'
  return [
    message.id,
    message.subscription,
    body?.encoding ?? null,
    body?.bytes ?? null,
    isOld ? body.encryption : null,
    isOld ? body.cryptoKey : null,
    message.ttl,
    message.urgency,
    message.topic ?? null,
    message.receivedAt,
    message.expiresAt,
  ]
}

function toMessage(row: Row): PushMessage {
  return {
    id: row['id'] as string,
    subscription: row['subscription'] as string,
    body: bodyOf(row),
    ttl: row['ttl'] as number,
    urgency: row['urgency'] as PushHeaders['urgency'],
    topic: textOf(row['topic']),
    receivedAt: row['received_at'] as number,
    expiresAt: row['expires_at'] as number,
  }
}

function bodyOf(row: Row): PushBody | undefined {
  const encoding = textOf(row['encoding'])
  if (encoding === undefined) return undefined
  const bytes = Buffer.from(row['body'] as Uint8Array)
  if (encoding === 'aes128gcm') return { encoding, bytes }
  const encryption = row['encryption'] as string
  return { encoding: 'aesgcm', bytes, encryption, cryptoKey: row['crypto_key'] as string }
}

function textOf(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

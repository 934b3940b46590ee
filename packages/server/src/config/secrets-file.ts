import { chmodSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { vapidPrivateKey } from './vapid-private-key.ts'
import { writePrivateFile } from './write-private-file.ts'

const key = z.string().regex(/^[A-Za-z0-9_-]+$/)
const schema = z.strictObject({
  advice: z.string().optional(),
  // Version 1 holds the VAPID pairs, which are now in the database.
  version: z.union([z.literal(1), z.literal(2)]),
  id: key.max(40).optional(),
  secret: z.string().min(32).optional(),
  vapid: z.array(vapidPrivateKey).optional(),
  apiKey: z.string().min(32).optional(),
})
export type SecretsFile = z.infer<typeof schema>

/**
 * Reads secrets.json, and removes other users' right to read it; undefined when there is none. Throws a ConfigError
 * that quotes nothing of it.
 */
export function readSecretsFile(file: string, notes: string[]): SecretsFile | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw broken(`cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  makePrivate(file, notes)
  const result = schema.safeParse(parseJson(text, file))
  if (result.success) return result.data
  // zod's own messages may quote values, so only the places are named; ours do not.
  const places = result.error.issues
    .map(({ path, code, message }) => (path.join('.') || 'the whole') + (code === 'custom' ? `: ${message}` : ''))
    .join(', ')
  throw broken(`${file} is damaged (${places}): restore it from a backup; it was left as it is`)
}

/** Writes it whole or not at all; with `exclusive` only where there is none. Returns whether it was written. */
export function writeSecretsFile(file: string, content: SecretsFile, options?: { exclusive: boolean }): boolean {
  return writePrivateFile(file, `${JSON.stringify(content, null, 2)}\n`, options)
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

function broken(message: string): ConfigError {
  return new ConfigError([{ setting: 'data', message }])
}

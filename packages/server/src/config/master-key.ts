import { exec } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { promisify } from 'node:util'
import { createMasterKeys, masterKeyOfSecret, type MasterKeys } from '../keys/master-keys.ts'
import { ConfigError } from './config-error.ts'

export interface MasterKeyOptions {
  /** 32 bytes in base64url, base64 or hex. */
  masterKey?: string
  /** A file with it that only its owner can read. */
  masterKeyFile?: string
  /** A command that prints it, for vaults. */
  masterKeyCommand?: string
  /** Former ones: they open keys that `belfry keys reencrypt` has not processed yet. */
  oldMasterKeys?: readonly string[]
}

const COMMAND_PATIENCE_MS = 30_000
const HOW = 'must be 32 bytes in base64 or hex: openssl rand -base64 32 makes one'

/**
 * The master key from the environment, from a file or from a command; by default derived from the server's secret.
 * Throws a ConfigError that quotes none of them.
 */
export async function readMasterKeys(options: MasterKeyOptions, secret: string): Promise<MasterKeys> {
  const given = await readGiven(options)
  const older = (options.oldMasterKeys ?? []).map((text) => parseMasterKey(text, 'secrets.oldMasterKeys'))
  const derived = masterKeyOfSecret(secret)
  return createMasterKeys(given === undefined ? [derived, ...older] : [given, ...older, derived])
}

async function readGiven({
  masterKey,
  masterKeyFile,
  masterKeyCommand,
}: MasterKeyOptions): Promise<Buffer | undefined> {
  const count = [masterKey, masterKeyFile, masterKeyCommand].filter((text) => text !== undefined).length
  if (count > 1) throw problem('secrets.masterKey', 'is given twice: keep one of the key, its file and its command')
  if (masterKey !== undefined) return parseMasterKey(masterKey, 'secrets.masterKey')
  if (masterKeyFile !== undefined) return parseMasterKey(readPrivate(masterKeyFile), 'secrets.masterKeyFile')
  if (masterKeyCommand !== undefined) return parseMasterKey(await ask(masterKeyCommand), 'secrets.masterKeyCommand')
  return undefined
}

function parseMasterKey(text: string, setting: string): Buffer {
  const compact = text.trim()
  if (/^[0-9a-f]{64}$/i.test(compact)) return Buffer.from(compact, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(compact)) return Buffer.from(compact, 'base64url')
  throw problem(setting, HOW)
}

function readPrivate(file: string): string {
  const setting = 'secrets.masterKeyFile'
  try {
    const isPrivate = process.platform === 'win32' || (statSync(file).mode & 0o077) === 0
    if (isPrivate) return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw problem(setting, `cannot read ${file} (${why})`)
  }
  throw problem(setting, `${file} can be read by others: chmod 600 it`)
}

async function ask(command: string): Promise<string> {
  try {
    const { stdout } = await promisify(exec)(command, { timeout: COMMAND_PATIENCE_MS, maxBuffer: 64 * 1024 })
    return stdout
  } catch (error) {
    // Node's error quotes the command and its output, which may hold the key.
    const { code, signal } = error as { code?: unknown; signal?: unknown }
    const why = typeof code === 'number' ? `ended with ${code}` : `was ended by ${String(signal ?? code)}`
    throw problem(
      'secrets.masterKeyCommand',
      `the command ${why}: it has to print the key within 30 s, and nothing else`,
    )
  }
}

function problem(setting: string, message: string): ConfigError {
  return new ConfigError([{ setting, message }])
}

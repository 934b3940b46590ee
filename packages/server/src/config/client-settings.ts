import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config-error.ts'
import { openSecrets } from './secrets.ts'
import type { Flags } from './environment.ts'

/** Which server a command speaks to, and with what right. */
export interface ClientSettings {
  readonly server: URL
  readonly apiKey: string
}

/**
 * Flags first, then the environment, then the data folder of a server on this machine. The API key is never a flag:
 * every user of a machine sees the flags of its programs. Throws a ConfigError.
 */
export function readClientSettings(env: NodeJS.ProcessEnv, flags: Flags): ClientSettings {
  return { server: readServer(env, flags), apiKey: readApiKey(env, flags) }
}

function readServer(env: NodeJS.ProcessEnv, flags: Flags): URL {
  const flag = flags['server']
  const text = flag ?? (env['BELFRY_SERVER'] || `http://127.0.0.1:${env['PORT'] || 8030}`)
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) {
    // Below a path, too: what is resolved against it must not take the place of its last part.
    if (!url.pathname.endsWith('/')) url.pathname += '/'
    return url
  }
  const setting = flag === undefined ? 'BELFRY_SERVER' : '--server'
  throw new ConfigError([{ setting, message: 'must be a URL such as http://127.0.0.1:8030' }])
}

function readApiKey(env: NodeJS.ProcessEnv, flags: Flags): string {
  const given = env['BELFRY_API_KEY']
  const data = flags['data'] ?? (env['BELFRY_DATA'] || 'data')
  if (flags['data'] === undefined && given) return given
  // Asked in the wrong folder, this must not make new keys there.
  if (existsSync(join(data, 'secrets.json'))) return openSecrets(data).secrets.apiKey
  const setting = flags['data'] === undefined ? 'BELFRY_API_KEY' : '--data'
  if (statSync(data, { throwIfNoEntry: false })?.isFile()) {
    const source = flags['data'] === undefined ? 'BELFRY_DATA' : '--data'
    throw new ConfigError([{ setting: source, message: `${data} is a file: name the server's data folder` }])
  }
  const help = `set BELFRY_API_KEY, or name the server's data folder with --data (${data} holds none)`
  const message = `there is no API key: ${help}`
  throw new ConfigError([{ setting, message }])
}

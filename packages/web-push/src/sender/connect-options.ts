import type { SecureContext } from 'node:tls'
import type { SenderSettings } from './sender-settings.ts'

export interface ConnectOptions {
  url: URL
  settings: SenderSettings
  secureContext: SecureContext
  /** ALPN protocols, in order of preference. */
  protocols: string[]
  signal: AbortSignal
}

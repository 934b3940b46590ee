import type { EngineStats } from '../delivery-engine.ts'
import type { EngineEvent } from '../engine-event.ts'

/** A VAPID key pair as the engine needs it. It goes to the thread in memory, never through a log or the environment. */
export interface EngineKey {
  id: string
  publicKey: string
  privateKey: string
  /** The contact of its site, a mailto: or https: URL. */
  subject: string
}

export interface PushOptions {
  /** Hosts to send to beside the known push services: `host[:port]` or `*.suffix`. */
  allow?: readonly string[]
  /** Certificate authorities in PEM to trust beside the usual ones. */
  ca?: string
  /** Where to connect instead: `host[:port]` → `address:port`. */
  resolve?: Readonly<Record<string, string>>
}

/** What a thread starts with. */
export interface EngineThreadData {
  /** Address of the database. */
  database: string
  instance: string
  keys: readonly EngineKey[]
  push: PushOptions
  /** `auto`: native code where it is installed and works. */
  encryption?: 'auto' | 'typescript'
  maxPerMinute?: number
}

export type ToEngine =
  | { type: 'wake' }
  | { type: 'keys'; keys: readonly EngineKey[] }
  | { type: 'stop'; drainMs: number }

export type FromEngine =
  | { type: 'ready' }
  | { type: 'event'; event: EngineEvent }
  /** Once a second: a thread that is silent for long is replaced. */
  | { type: 'stats'; stats: EngineStats }

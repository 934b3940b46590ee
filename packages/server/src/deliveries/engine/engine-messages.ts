import type { EncryptionName } from '@belfry/web-push'
import type { Lane } from '../../database/schema.ts'
import type { EngineStats } from '../sending/delivery-engine.ts'
import type { SiteForms } from '../../forms/form-of-service.ts'
import type { SiteNotices } from '../../forms/notice.ts'
import type { SitePaces } from '../../pace/pace.ts'
import type { EngineEvent } from '../engine-event.ts'
import type { Duty } from './duty.ts'

/** A VAPID key pair for the engine. It is passed to the thread in memory, never through a log or the environment. */
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
  ca?: string | undefined
  /** Where to connect instead: `host[:port]` → `address:port`. */
  resolve?: Readonly<Record<string, string>>
  /** URL of the proxy to the internet; a secret, since it may hold a password. */
  proxy?: string | undefined
  /** Hosts reached without it. */
  noProxy?: readonly string[]
}

/** The engine's part of the set-up. It changes while the engine runs. */
export interface EngineSetUp {
  /** The pairs of all sites: messages to a subscription are signed with the pair it was made with. */
  keys: readonly EngineKey[]
  /** Messages a minute of each site that has its own ceiling. */
  ceilings?: Readonly<Record<string, number>>
  /** The caps of each site that has some, or whose topics have. */
  paces?: Readonly<Record<string, SitePaces>>
  /** The forms of payloads of each site that has chosen some. */
  forms?: Readonly<Record<string, SiteForms>>
  /** What each site shows in place of content that is kept back. */
  notices?: Readonly<Record<string, SiteNotices>>
}

/** The parameters of a thread. */
export interface EngineThreadData extends EngineSetUp {
  /** Address of the database. */
  database: string
  instance: string
  /** `everything`, when absent. */
  duty?: Duty
  /** A SharedCount of the urgent thread's open jobs: it counts, and the others are considerate. */
  awaited?: SharedArrayBuffer
  push: PushOptions
  /** `auto`: native code where it is installed and works. */
  encryption?: EncryptionName
  /** Messages a minute of any site. */
  maxPerMinute?: number
  /** Signs what the addresses of declarative payloads carry. */
  landingKey?: Uint8Array
}

export type ToEngine =
  | { type: 'wake'; lane: Lane | undefined }
  | { type: 'set-up'; setUp: EngineSetUp }
  /** Another thread has sent one for this site, which has a ceiling. */
  | { type: 'counted'; site: string }
  | { type: 'stop'; drainMs: number }

export type FromEngine =
  | { type: 'ready' }
  | { type: 'event'; event: EngineEvent }
  /** Of the urgent thread: it has sent one for this site, which has a ceiling. */
  | { type: 'counted'; site: string }
  /** A heartbeat, once a second: a thread without it for long is replaced. */
  | { type: 'stats'; stats: EngineStats }

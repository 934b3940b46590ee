import { Agent } from 'node:https'
import type { ProxyOptions } from './proxy-agent.ts'

export type ContentEncoding = 'aesgcm' | 'aes128gcm'
export type Urgency = 'very-low' | 'low' | 'normal' | 'high'

export interface Headers {
  [header: string]: string
}

/** The result of `generateVAPIDKeys`: 65 and 32 bytes as base64url. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

export interface VapidDetails extends VapidKeys {
  subject: string
}

/** The third argument of `sendNotification` and `generateRequestDetails`. */
export interface RequestOptions {
  /** overrides the key given to `setGCMAPIKey` */
  gcmAPIKey?: string | undefined
  /** overrides what was given to `setVapidDetails`; null sends without VAPID */
  vapidDetails?: VapidDetails | null | undefined
  /** milliseconds without traffic after which the request times out; four times that in all */
  timeout?: number | undefined
  /** seconds the push service may keep the message, four weeks by default (RFC 8030, section 5.2) */
  TTL?: number | undefined
  headers?: Headers | undefined
  contentEncoding?: ContentEncoding | undefined
  urgency?: Urgency | undefined
  /** at most 32 characters of the base64url alphabet (RFC 8030, section 5.4) */
  topic?: string | undefined
  /** an HTTP proxy that tunnels with CONNECT: its URL, or an object with host and port */
  proxy?: string | ProxyOptions | undefined
  /** ignored where `proxy` is given */
  agent?: Agent | undefined
}

/** The options with their defaults, checked. */
export interface CheckedOptions {
  gcmAPIKey: string | null
  vapidDetails: VapidDetails | null | undefined
  ttl: number
  headers: Headers
  contentEncoding: ContentEncoding
  urgency: Urgency
  topic: string | undefined
  proxy: string | ProxyOptions | undefined
  agent: Agent | undefined
  timeout: number | undefined
}

export const supportedContentEncodings: {
  readonly AES_GCM: 'aesgcm'
  readonly AES_128_GCM: 'aes128gcm'
} = { AES_GCM: 'aesgcm', AES_128_GCM: 'aes128gcm' }

/** `@types/web-push` promises it, `web-push` does not have it; here it is there. */
export const supportedUrgency: {
  readonly VERY_LOW: 'very-low'
  readonly LOW: 'low'
  readonly NORMAL: 'normal'
  readonly HIGH: 'high'
} = { VERY_LOW: 'very-low', LOW: 'low', NORMAL: 'normal', HIGH: 'high' }

const OPTION_KEYS = [
  'headers',
  'gcmAPIKey',
  'vapidDetails',
  'TTL',
  'contentEncoding',
  'urgency',
  'topic',
  'proxy',
  'agent',
  'timeout',
]
const URGENCIES: readonly string[] = Object.values(supportedUrgency)

const DEFAULT_TTL_S = 4 * 7 * 24 * 60 * 60
/** The value that recipients use for anything larger (RFC 8030, section 5.2). */
const MAX_TTL_S = 2 ** 31 - 1

/** Throws the errors of `web-push`, in its order and words. */
export function checkOptions(
  options: RequestOptions | null | undefined,
  defaults: { gcmAPIKey: string | null; vapidDetails: VapidDetails | null | undefined },
): CheckedOptions {
  const given = options ?? {}
  for (const key of Object.keys(given)) {
    if (!OPTION_KEYS.includes(key)) {
      throw new Error(`'${key}' is an invalid option. The valid options are ['${OPTION_KEYS.join("', '")}'].`)
    }
  }
  refuseDuplicates(given)

  const ttl = checkTtl(given.TTL)
  const contentEncoding = checkContentEncoding(given.contentEncoding)
  const urgency = checkUrgency(given.urgency)
  const topic = checkTopic(given.topic)
  const proxy = checkProxy(given.proxy)
  return {
    headers: given.headers || {},
    gcmAPIKey: given.gcmAPIKey || defaults.gcmAPIKey,
    vapidDetails: given.vapidDetails === undefined ? defaults.vapidDetails : given.vapidDetails,
    ttl,
    contentEncoding,
    urgency,
    topic,
    proxy,
    agent: checkAgent(given.agent, proxy),
    timeout: typeof given.timeout === 'number' && given.timeout !== 0 ? given.timeout : undefined,
  }
}

/** HTTP header names have no case, so neither has this check (web-push lets `ttl` slip past `TTL`). */
function refuseDuplicates(options: RequestOptions): void {
  const taken = new Set<string>()
  for (const [key, value] of Object.entries(options)) {
    if (value !== undefined) taken.add(key.toLowerCase())
  }
  const duplicates = Object.keys(options.headers || {}).filter((name) => taken.has(name.toLowerCase()))
  if (duplicates.length > 0) {
    throw new Error(
      `Duplicated headers defined [${duplicates.join(',')}]. Please either define the header in the` +
        `top level options OR in the 'headers' key.`,
    )
  }
}

/** web-push sends `TTL: NaN` for `'abc'`, and fractions that no push service accepts. */
function checkTtl(given: unknown): number {
  if (given === undefined) return DEFAULT_TTL_S
  const ttl = Number(given)
  if (!Number.isFinite(ttl) || ttl < 0) {
    throw new Error('TTL should be a number and should be at least 0')
  }
  return Math.min(Math.floor(ttl), MAX_TTL_S)
}

function checkContentEncoding(given: string | undefined): ContentEncoding {
  if (!given) return 'aes128gcm'
  if (given === 'aes128gcm' || given === 'aesgcm') return given
  throw new Error('Unsupported content encoding specified.')
}

function checkUrgency(given: Urgency | undefined): Urgency {
  if (!given) return 'normal'
  if (URGENCIES.includes(given)) return given
  throw new Error('Unsupported urgency specified.')
}

function checkTopic(given: string | undefined): string | undefined {
  if (!given) return undefined
  if (!/^[A-Za-z0-9_-]+$/.test(given)) {
    throw new Error('Unsupported characters set use the URL or filename-safe Base64 characters set')
  }
  if (given.length > 32) {
    throw new Error('use maximum of 32 characters from the URL or filename-safe Base64 characters set')
  }
  return given
}

function checkProxy(given: RequestOptions['proxy']): RequestOptions['proxy'] {
  if (!given) return undefined
  if (typeof given === 'string' || typeof given.host === 'string') return given
  console.warn('Attempt to use proxy option, but invalid type it should be a string or proxy options object.')
  return undefined
}

function checkAgent(given: Agent | undefined, proxy: RequestOptions['proxy']): Agent | undefined {
  if (!given) return undefined
  if (!(given instanceof Agent)) {
    console.warn('Wrong type for the agent option, it should be an instance of https.Agent.')
    return undefined
  }
  if (proxy) {
    console.warn('Agent option will be ignored because proxy option is defined.')
  }
  return given
}

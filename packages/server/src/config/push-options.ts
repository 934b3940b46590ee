import { Sender } from '@belfry/web-push'
import { z } from 'zod'

/** The operator's settings for reaching the push services. */
export interface PushOptions {
  /** Push services besides the browsers' own: `host`, `host:port` or `*.host`. */
  allow?: readonly string[] | undefined
  /** PEM of a further certificate authority, for a push service or a proxy of your own. */
  ca?: string | undefined
  /** The address of a host, `host[:port]` → `address:port`; for tests and a local push service. */
  resolve?: Readonly<Record<string, string>> | undefined
  /** The proxy to the internet, `http://` or `https://`, with `user:password@` where it requires one. */
  proxy?: string | undefined
  /** Hosts reached without it, as in NO_PROXY: `host` with all below it, `host:port`, an address, a network, `*`. */
  noProxy?: readonly string[] | undefined
}

/** The same, checked and completed. */
export interface PushConfig {
  readonly allow: readonly string[]
  readonly ca: string | undefined
  readonly resolve: Readonly<Record<string, string>>
  /** May hold a password: never in a log or a message. */
  readonly proxy: string | undefined
  readonly noProxy: readonly string[]
}

const hostAndPort = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i
const allowed = z
  .string()
  .regex(/^(\*\.)?([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:\d{1,5})?$/i, 'must be host, host:port or *.host')

const proxy = z.string().superRefine((text, context) => {
  const fault = faultOfProxy(text)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})

export const pushSchema = z
  .strictObject({
    allow: z.array(allowed).max(100).default([]),
    ca: z.string().includes('-----BEGIN CERTIFICATE-----', 'must be a PEM certificate').optional(),
    resolve: z.record(z.string().min(1), z.string().regex(hostAndPort, 'must be address:port')).default({}),
    proxy: proxy.optional(),
    noProxy: z.array(z.string().max(300)).max(200).default([]),
  })
  .transform((given): PushConfig => ({ ...given, ca: given.ca, proxy: given.proxy }))
  .prefault({})

/** The sender's own message, which never quotes a possible password. */
function faultOfProxy(text: string): string | undefined {
  try {
    void new Sender({ proxy: text })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^proxy /, '') : String(error)
  }
}

/** `host:port` of a proxy, for logs and people. */
export function proxyName(text: string): string {
  return new URL(text.includes('://') ? text : `http://${text}`).host
}

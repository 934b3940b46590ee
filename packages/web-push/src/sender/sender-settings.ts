import { lookup as systemLookup } from 'node:dns/promises'
import { checkOptions } from './check-options.ts'
import { createNameFinder } from './name-finder.ts'
import type { FindName } from './name-finder.ts'
import { parseProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'
import type { SenderOptions } from './sender-options.ts'

export type SenderSettings = Required<Omit<SenderOptions, 'ca' | 'proxy' | 'noProxy' | 'lookup'>> & {
  ca: string | Buffer | undefined
  proxy: Proxy | undefined
  find: FindName
}

/**
 * Completes the options.
 *
 * @throws TypeError or RangeError naming the option: a limit that is not a number would limit nothing, or everything
 */
export function withDefaults(options: SenderOptions): SenderSettings {
  checkOptions(options)
  return {
    ca: options.ca,
    proxy: options.proxy === undefined ? undefined : parseProxy(options.proxy, options.noProxy),
    resolve: options.resolve ?? {},
    allowPrivate: options.allowPrivate ?? [],
    maxStreams: options.maxStreams ?? 100,
    maxSockets: options.maxSockets ?? 16,
    maxOrigins: options.maxOrigins ?? 256,
    maxWaiting: options.maxWaiting ?? 10_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    responseTimeoutMs: options.responseTimeoutMs ?? 15_000,
    bodyTimeoutMs: options.bodyTimeoutMs ?? 5_000,
    waitTimeoutMs: options.waitTimeoutMs ?? 60_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 120_000,
    find: createNameFinder(options.lookup ?? ((hostname) => systemLookup(hostname, { all: true }))),
  }
}

import type { BelfryOptions } from '../packages/server/src/index.ts'
import { localhostCertificate } from '#test/network/localhost-certificate'
import { TOPICS } from './audience.ts'
import { encryptionOf } from './settings.ts'
import type { EngineName } from './settings.ts'

/** A Belfry that sends to a sink on this machine and nowhere else. */
export function belfryOptions(bench: {
  data: string
  sinkUrl: string
  engine: EngineName
  workers: number
}): BelfryOptions & { data: string } {
  const { host } = new URL(bench.sinkUrl)
  return {
    data: bench.data,
    url: 'https://example.com',
    contact: 'ops@example.com',
    topics: TOPICS,
    push: { allow: [host], ca: localhostCertificate.cert },
    concurrency: bench.workers,
    encryption: encryptionOf(bench.engine),
    log: 'warn',
  }
}

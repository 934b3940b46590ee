import { join } from 'node:path'
import type { Config } from '../config/options.ts'
import { proxyName } from '../config/push-options.ts'
import type { OpenedSecrets } from '../config/secrets.ts'
import type { Log } from '../telemetry/logger.ts'
import { countLeftBehind } from './left-behind.ts'
import type { SetUp } from './set-up.ts'

/** Logs what a start has found, made or put right, and what only its operator can mend. */
export function sayWhatWasFound(log: Log, config: Config, opened: OpenedSecrets, found: SetUp): void {
  saySetUp(log, opened, found, config.push)
  sayWhatWasLeft(log, config)
}

function sayWhatWasLeft(log: Log, config: Config): void {
  const subscriptions = countLeftBehind(config)
  if (subscriptions === 0) return
  const what = `${subscriptions} subscriptions in ${join(config.data, 'belfry.db')} are not in this database`
  log.error({ subscriptions }, `${what}: stop here, and run belfry migrate-store while the database is empty`)
}

function saySetUp(log: Log, opened: OpenedSecrets, found: SetUp, { proxy }: Config['push']): void {
  const { site, orphaned, replacedKeys, isKeyRevoked, movedPairs } = found
  if (proxy !== undefined) log.info({ proxy: proxyName(proxy) }, 'push services are reached through a proxy')
  for (const note of opened.notes) log.warn({}, note)
  if (opened.created) log.info({ file: opened.file }, 'made the secrets of this server: back them up')
  if (movedPairs > 0) {
    const words =
      'moved the VAPID keys from secrets.json into the database, encrypted: back both up together from now on'
    log.info({ file: opened.file, pairs: movedPairs }, words)
  }
  for (const { id, prefix } of replacedKeys) {
    log.warn({ apiKey: id, prefix }, 'an API key has stopped working: another one is declared in its place')
  }
  if (isKeyRevoked) log.error({}, 'the declared API key was revoked and does not work: declare another one')
  if (site.contact === null) log.warn({}, 'no contact is set: push services cannot write to you')
  if (site.origins.length === 0) log.warn({}, 'no URL and no origins are set: no page can subscribe')
  for (const { id: keyId, subscriptions } of orphaned) {
    log.error({ keyId, subscriptions }, 'a VAPID private key is missing: these subscriptions cannot be sent to')
  }
}

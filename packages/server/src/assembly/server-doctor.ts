import type { Config } from '../config/options.ts'
import { isPostgres } from '../database/address.ts'
import type { OpenedDatabase } from '../database/open-database.ts'
import { examineEncryption } from '../doctor/examine-encryption.ts'
import { examineFiles } from '../doctor/examine-files.ts'
import { examineJobs } from '../doctor/examine-jobs.ts'
import { examineKeys } from '../doctor/examine-keys.ts'
import { examineMachine } from '../doctor/examine-machine.ts'
import { examinePostgres } from '../doctor/examine-postgres.ts'
import { examineProxy } from '../doctor/examine-proxy.ts'
import { examinePushServices } from '../doctor/examine-push-services.ts'
import { examineSite } from '../doctor/examine-site.ts'
import { examineUndelivered } from '../doctor/examine-undelivered.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Doctor } from '../doctor/routes.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { loadSigningPairs } from '../keys/signing-pairs.ts'
import { listSites } from '../sites/site-store.ts'

export interface ServerDoctorNeeds {
  config: Config
  database: OpenedDatabase
  masterKeys: MasterKeys
}

/** The doctor inside the server: its own database, keys and settings, and no page. */
export function createServerDoctor({ config, database, masterKeys }: ServerDoctorNeeds): Doctor {
  // Whoever asks while it looks gets the same findings: a push service is asked once.
  const running = new Map<boolean, Promise<Finding[]>>()
  async function look(network: boolean): Promise<Finding[]> {
    const sites = await listSites(database.kysely)
    return [
      ...examineFiles(config),
      ...examineMachine(config.data),
      ...(isPostgres(database.address) ? await examinePostgres(database.address) : []),
      ...(await examineJobs(database)),
      ...(await examineUndelivered(database, config.now())),
      await examineEncryption(config.encryption),
      ...sites.flatMap((site) => namedAfter(site.id, sites.length, examineSite(site))),
      ...examineKeys(await loadSigningPairs(database.kysely, masterKeys)),
      ...examineProxy(config.push),
      ...(network ? await examinePushServices(config.push, config.now) : []),
    ]
  }
  return ({ network }) => {
    const known = running.get(network)
    if (known !== undefined) return known
    const found = look(network).finally(() => running.delete(network))
    running.set(network, found)
    return found
  }
}

function namedAfter(site: string, count: number, findings: Finding[]): Finding[] {
  return count === 1 ? findings : findings.map(({ level, text }) => ({ level, text: `${site}: ${text}` }))
}

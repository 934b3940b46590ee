import { VapidKeyError, vapidKeyId } from '@belfry/web-push'
import type { Queries } from '../database/database.ts'
import { Refusal } from '../refusals/refusal.ts'
import { listVapidKeys } from '../keys/vapid-key-store.ts'
import { listTopics } from '../topics/topic-store.ts'

/** The data for checking the lines of one site; read once, at the start. */
export interface ImportSite {
  id: string
  topics: ReadonlySet<string>
  /** The id of the key that a line names, or of the one for lines that name none; throws a Refusal `vapid-key-…`. */
  keyIdOf(publicKey: string | undefined): string
}

/** The sites by their ids. `defaultKey` is the public key of lines that name none; the active one when it is absent. */
export async function readImportSites(db: Queries, defaultKey?: string): Promise<ReadonlyMap<string, ImportSite>> {
  const rows = await db.selectFrom('belfry_sites').select('id').execute()
  const sites = await Promise.all(rows.map(({ id }) => readSite(db, id, defaultKey)))
  return new Map(sites.map((site) => [site.id, site]))
}

async function readSite(db: Queries, id: string, defaultKey: string | undefined): Promise<ImportSite> {
  const keys = await listVapidKeys(db, id)
  const topics = await listTopics(db, id)
  const byText = new Map(keys.map((key) => [key.public_key, key]))
  const active = keys.find(({ status }) => status === 'active')
  return {
    id,
    topics: new Set(topics.map((topic) => topic.id)),
    keyIdOf(given) {
      const publicKey = given ?? defaultKey ?? active?.public_key
      if (publicKey === undefined) {
        throw new Refusal('vapid-key-missing', `the site ${JSON.stringify(id)} has no VAPID key`)
      }
      const key = byText.get(publicKey) ?? keys.find((one) => one.id === idOf(publicKey))
      const field = 'applicationServerKey'
      if (key === undefined) {
        const message =
          'the subscription was made with a VAPID key that the site does not have: give its private key to Belfry first'
        throw new Refusal('vapid-key-unknown', message, { field })
      }
      if (key.status === 'retired') {
        throw new Refusal('vapid-key-retired', 'the subscription was made with a VAPID key that is no longer in use', {
          field,
        })
      }
      return key.id
    },
  }
}

// Old page code writes plain base64, with padding: another text, the same key.
function idOf(publicKey: string): string | undefined {
  try {
    return vapidKeyId(publicKey)
  } catch (error) {
    if (error instanceof VapidKeyError) return undefined
    throw error
  }
}

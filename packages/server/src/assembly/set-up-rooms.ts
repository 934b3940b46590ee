import type { Database } from '../database/database.ts'
import { createApiKeys, type ApiKeys } from '../keys/api-keys.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { createVapidKeyPairs, type VapidKeyPairs } from '../keys/vapid-keys.ts'
import { createSites, type Sites } from '../sites/sites.ts'
import { createTopics, type Topics } from '../topics/topics.ts'

/** The rooms that are set up while the server runs. */
export interface SetUpRooms {
  sites: Sites
  topics: Topics
  apiKeys: ApiKeys
  vapidKeys: VapidKeyPairs
}

export interface SetUpRoomsNeeds {
  database: Database
  masterKeys: MasterKeys
  /** Takes up a committed change; other processes find it within a second. */
  changed: () => Promise<void>
  now: () => number
}

export function createSetUpRooms(needs: SetUpRoomsNeeds): SetUpRooms {
  return {
    sites: createSites(needs),
    topics: createTopics(needs),
    apiKeys: createApiKeys(needs),
    vapidKeys: createVapidKeyPairs(needs),
  }
}

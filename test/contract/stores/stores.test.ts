import { describe } from 'node:test'
import { onEachDatabase } from '../../support/each-database.ts'
import { testNotifications } from './notifications.ts'
import { testSites } from './sites.ts'
import { testSubscriptions } from './subscriptions.ts'

// What the rooms' stores must do on every database.
await onEachDatabase('the stores', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    testSites(open)
    testSubscriptions(open)
    testNotifications(open)
  })
})

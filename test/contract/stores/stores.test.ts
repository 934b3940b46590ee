import { describe } from 'node:test'
import { onEachDatabase } from '../../support/databases/each-database.ts'
import { testCallers } from './callers.ts'
import { testAudit } from './audit.ts'
import { testConsents } from './consents.ts'
import { testKeys } from './keys.ts'
import { testNotifications } from './notifications.ts'
import { testSignOut } from './sign-out.ts'
import { testSites } from './sites.ts'
import { testSubscriptions } from './subscriptions.ts'

// The contract of the rooms' stores on every database.
await onEachDatabase('the stores', (on, open) => {
  describe(on, { timeout: 240_000 }, () => {
    testSites(open)
    testKeys(open)
    testSubscriptions(open)
    testCallers(open)
    testNotifications(open)
    testSignOut(open)
    testAudit(open)
    testConsents(open)
  })
})

import { describe } from 'node:test'
import { onEachDatabase } from '../../support/databases/each-database.ts'
import { testFaults } from './faults.ts'
import { testFormats } from './formats.ts'
import { testGoingOn } from './going-on.ts'
import { testRows } from './rows.ts'

await onEachDatabase('an import', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    testRows(open)
    testFaults(open)
    testFormats(open)
    testGoingOn(open)
  })
})

// Opens a database as a starting Belfry process does, and ends: node migrate-process.ts <address>

import { openDatabase } from '../../../packages/server/src/database/open-database.ts'

try {
  const database = await openDatabase(process.argv[2] ?? '')
  await database.close()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

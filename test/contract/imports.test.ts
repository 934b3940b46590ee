import { onEachDatabase } from '../support/databases/each-database.ts'
import { testImports } from './imports.ts'

await onEachDatabase('an import', testImports)

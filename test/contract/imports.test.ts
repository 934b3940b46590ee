import { onEachDatabase } from '../support/each-database.ts'
import { testImports } from './imports.ts'

await onEachDatabase('an import', testImports)

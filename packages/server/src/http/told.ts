import type { Queries } from '../database/database.ts'

/**
 * Tells the audit log what a request changes, in the transaction `tx` that changes it: both are there, or neither. Last
 * in it, since it waits for all others that tell. `path`: the address of what is made, where that is not the requested.
 */
export type Told = (tx: Queries, path?: string) => Promise<void>

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SHELF = fileURLToPath(new URL('../../../node_modules/.cache/kept/', import.meta.url))

/**
 * A folder that costs seconds to make, made once and kept for the tests to come. `name` is of it and of all that it is
 * made from. Nobody changes what is in it.
 */
export async function keptFolder(
  name: string,
  make: (folder: string) => Promise<void>,
  shelf: string = SHELF,
): Promise<string> {
  const kept = join(shelf, createHash('sha256').update(name).digest('hex').slice(0, 24))
  if (existsSync(kept)) return kept
  await mkdir(shelf, { recursive: true })
  const making = await mkdtemp(`${kept}-`)
  try {
    await make(making)
    await rename(making, kept)
  } catch (error) {
    await rm(making, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    if (!existsSync(kept)) throw error // Of two that make it at once, the first one's stays.
  }
  return kept
}

import { isNamedPushService } from '../push-services.ts'
import { codeOfError } from './failure-reason.ts'
import type { Lookup } from './sender-options.ts'

type Addresses = Awaited<ReturnType<Lookup>>

/** `lookup` with a signal: a name that nobody waits for any more leaves the line. */
export type FindName = (hostname: string, signal: AbortSignal) => Promise<Addresses>

// Node resolves four names at once for the whole process, and a name that does not exist may take seconds. Half of that
// is left to names that exist.
const STRANGERS_AT_ONCE = 2
const MISSING_FOR_MS = 5 * 60_000
const MOST_REMEMBERED = 5000

/**
 * Looks names up, strangers two at a time: made-up hosts must not keep real push services from being found. A stranger
 * is neither a push service's full name nor one that was found before. One that does not exist is not asked for again
 * for five minutes.
 */
export function createNameFinder(lookup: Lookup, now: () => number = () => performance.now()): FindName {
  const found = new Set<string>()
  const missing = new Map<string, { error: unknown; until: number }>()
  const line = new Set<() => void>()
  let strangers = 0

  async function find(hostname: string): Promise<Addresses> {
    const addresses = await lookup(hostname)
    if (addresses.length > 0) remember(found, hostname)
    return addresses
  }

  async function findStranger(hostname: string, signal: AbortSignal): Promise<Addresses> {
    const known = missing.get(hostname)
    if (known !== undefined && known.until > now()) throw known.error
    if (strangers >= STRANGERS_AT_ONCE) await turn(signal)
    strangers += 1
    try {
      return await find(hostname)
    } catch (error) {
      if (codeOfError(error) === 'ENOTFOUND') {
        missing.delete(hostname)
        makeRoom(missing)
        missing.set(hostname, { error, until: now() + MISSING_FOR_MS })
      }
      throw error
    } finally {
      strangers -= 1
      for (const next of line) {
        next()
        break
      }
    }
  }

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        line.delete(go)
        signal.removeEventListener('abort', give)
      }
      const go = (): void => {
        leave()
        resolve()
      }
      const give = (): void => {
        leave()
        reject(new Error('given up before its turn'))
      }
      line.add(go)
      signal.addEventListener('abort', give, { once: true })
    })
  }

  return (hostname, signal) =>
    isNamedPushService(hostname) || found.has(hostname) ? find(hostname) : findStranger(hostname, signal)
}

function remember(names: Set<string>, name: string): void {
  if (names.has(name)) return
  makeRoom(names)
  names.add(name)
}

/** The oldest leaves. */
function makeRoom(names: { size: number; keys(): Iterable<string>; delete(name: string): boolean }): void {
  if (names.size < MOST_REMEMBERED) return
  for (const oldest of names.keys()) {
    names.delete(oldest)
    return
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { handleKey, makeHandle } from '../packages/server/src/subscriptions/handle.ts'
import type { MeasuredBelfry } from './measured-belfry.ts'

/** A subscription, as its handle is made of it. */
export interface Browser {
  endpointHash: Uint8Array
  subscriberId: number
}

const NOTIFICATIONS = 10 // a report tells of so many, as a browser's that was offline
const AT_ONCE = 24

/** Tells of so many interactions by the page's own address, each another one; resolves with how long it took. */
export async function tellInteractions(
  belfry: MeasuredBelfry,
  { data, browsers, count }: { data: string; browsers: readonly Browser[]; count: number },
): Promise<number> {
  const { secret } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { secret: string }
  const key = handleKey(secret)
  const rounds = Math.ceil(count / (NOTIFICATIONS * browsers.length))
  const startedAt = performance.now()
  let left = count
  for (let round = 0; round < rounds; round += 1) {
    const ids = await Promise.all(Array.from({ length: NOTIFICATIONS }, () => notify(belfry)))
    let next = 0
    const tell = async () => {
      for (let at = next++; at < browsers.length && left > 0; at = next++) {
        const told = ids.slice(0, left).map((notification) => ({ notification, kind: 'displayed', at: Date.now() }))
        left -= told.length
        const held = { siteId: 'default', ...(browsers[(at * 7919) % browsers.length] as Browser) }
        await belfry.api('POST', '/b/default/interactions', { handle: makeHandle(key, held), interactions: told })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, tell))
  }
  return performance.now() - startedAt
}

async function notify(belfry: MeasuredBelfry): Promise<string> {
  const asked = { to: { subscriber: 's1' }, title: 'Of before' }
  return (await belfry.api<{ id: string }>('POST', '/v1/notifications', asked)).id
}

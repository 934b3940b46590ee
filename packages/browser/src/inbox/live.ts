import type { InboxServer } from './server.ts'

const AGAIN_MS = { first: 2000, longest: 60_000 }

/**
 * Calls `changed` at each change that the server tells of, and once whenever it listens again: something may have come
 * meanwhile. Only while the page is visible, because browsers hold few connections to one host. A server that cannot be
 * listened to is asked again and again, more slowly each time.
 */
export function listenLive(server: Pick<InboxServer, 'listen'>, changed: () => void, signal: AbortSignal): void {
  let hearing: AbortController | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    clearTimeout(timer)
    if (document.visibilityState === 'visible' && !signal.aborted) {
      if (!hearing) void hear()
    } else {
      hearing?.abort()
      hearing = undefined
    }
  }

  async function hear(): Promise<void> {
    const mine = (hearing = new AbortController())
    try {
      const stream = await server.listen(mine.signal)
      changed()
      failures = 0
      const reader = stream.getReader()
      const decoder = new TextDecoder()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        if (/^event: change/m.test(decoder.decode(value))) changed()
      }
    } catch {
      failures += 1
    }
    if (hearing !== mine) return
    hearing = undefined
    timer = setTimeout(look, Math.min(AGAIN_MS.first * 2 ** failures, AGAIN_MS.longest))
    // Without a stream the times of asking are the times of looking.
    if (failures > 0 && !signal.aborted && document.visibilityState === 'visible') changed()
  }

  document.addEventListener('visibilitychange', look, { signal })
  signal.addEventListener('abort', look)
  look()
}

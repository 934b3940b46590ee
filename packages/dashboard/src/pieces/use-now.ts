import { useSyncExternalStore } from 'react'

const TICK = 20_000

/** The time, three times a minute: one timer for the whole page, while somebody looks at a time. */
export function useNow(): Date {
  return useSyncExternalStore(clock.watch, clock.read)
}

const clock = startClock()

function startClock(): { watch: (listener: () => void) => () => void; read: () => Date } {
  const listeners = new Set<() => void>()
  let now = new Date()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now = new Date()
    for (const listener of listeners) listener()
  }
  return {
    watch(listener) {
      listeners.add(listener)
      if (timer === undefined) {
        now = new Date() // it stood still while nobody looked
        timer = setInterval(tick, TICK)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
      }
    },
    read: () => now,
  }
}

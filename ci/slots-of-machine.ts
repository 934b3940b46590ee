import { availableParallelism, cpus } from 'node:os'
import { Slots } from './slots.ts'

/** Slots for this machine: one a core, and more while a core is idle. */
export function slotsOfMachine(): Slots {
  return new Slots({ count: availableParallelism(), idleCores: idleMeter() })
}

/** Tells how many cores were idle on average since it was asked last. */
function idleMeter(): () => number {
  let before = { at: performance.now(), idle: idleMs() }
  return () => {
    const now = { at: performance.now(), idle: idleMs() }
    const cores = (now.idle - before.idle) / (now.at - before.at)
    before = now
    return cores
  }
}

function idleMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0)
}

import type { StatementDatabase } from '../database/statement.ts'
import type { Log } from '../telemetry/logger.ts'
import { addSums, listPrompts, type Sum } from './funnel-store.ts'
import type { Counted } from './schema.ts'

/** Counts how asking goes. */
export interface Funnel extends AsyncDisposable {
  count(step: Counted): void
}

export interface FunnelOptions<Tx> {
  database: StatementDatabase<Tx>
  log: Log
  now: () => number
  everyMs?: number
}

const EVERY_MS = 1000
const DAY_MS = 86_400_000
const SUMS_HELD = 5000
/** A site's names for its prompts, in a month; a page that makes them up must not fill the table. */
export const PROMPTS_KEPT = 20
const PROMPTS_DAYS = 30

/** Adds up in memory and writes once a second: what a process that dies has not written is lost, and names nobody. */
export function createFunnel<Tx>({ database, log, now, everyMs = EVERY_MS }: FunnelOptions<Tx>): Funnel {
  let sums = new Map<string, Sum>()
  const prompts = new Map<string, Set<string>>()
  let writing: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    writing = writing.then(write)
  }, everyMs)
  timer.unref()

  async function write(): Promise<void> {
    if (sums.size === 0) return
    const due = sums
    sums = new Map()
    try {
      const bounded: Sum[] = []
      for (const sum of due.values()) bounded.push({ ...sum, prompt: await boundPrompt(sum) })
      await addSums(
        database,
        bounded.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
      )
    } catch (error) {
      log.warn({ error, steps: due.size }, 'steps of asking could not be counted')
    }
  }

  async function boundPrompt({ siteId, prompt }: Sum): Promise<string> {
    let known = prompts.get(siteId)
    if (known === undefined) {
      known = new Set(await listPrompts(database, siteId, Math.floor(now() / DAY_MS) - PROMPTS_DAYS))
      prompts.set(siteId, known)
    }
    if (prompt === '' || known.has(prompt)) return prompt
    if (known.size >= PROMPTS_KEPT) return 'other'
    known.add(prompt)
    return prompt
  }

  return {
    count(step) {
      const sum = { ...step, day: Math.floor(now() / DAY_MS), count: 1 }
      const known = sums.get(keyOf(sum))
      if (known) known.count += 1
      else if (sums.size < SUMS_HELD) sums.set(keyOf(sum), sum)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await writing.then(write)
    },
  }
}

function keyOf({ siteId, day, topic, browser, prompt, step }: Sum): string {
  return [siteId, day, topic, browser, prompt, step].join('\n')
}

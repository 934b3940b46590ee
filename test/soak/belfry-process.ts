import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compileCache } from '../../ci/compile-cache.ts'
import { cleanEnvironment } from '../support/belfry/clean-environment.ts'
import type { Reach } from './push-service-process.ts'

/** A real process of Belfry that can be killed and measured. */
export interface BelfryProcess extends AsyncDisposable {
  readonly name: string
  /** SIGKILL, and a new one on the same data after a moment. */
  killAndRestart(pauseMs: number): Promise<void>
  /** Undefined while none runs, or without /proc. */
  sample(): Sample | undefined
  readonly kills: number
  /** How often it lost its leases while alive: its heartbeat failed for ten seconds. */
  readonly losses: number
  /** Sends SIGTERM; resolves to its exit code. */
  stop(): Promise<number | null>
}

export interface Sample {
  pid: number
  descriptors: number
  rssMiB: number
}

export interface BelfryProcessOptions {
  name: string
  /** of the command line: `serve`, `work` and so on */
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  /** Whether it is up; polled with its output so far. */
  isUp: (output: string) => boolean | Promise<boolean>
  /** How often each warning and error was logged. */
  logged: Record<string, number>
}

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const preload = pathToFileURL(fileURLToPath(new URL('./jump-clock.ts', import.meta.url)))
const START_MS = 90_000
const OUTPUT_KEPT = 4000
const LOSS = 'the lease of a job was lost: another worker goes on'
// It loses all its jobs at about the same time.
const ONE_LOSS_MS = 10_000

/** The environment of every process of a soak; `clock` is the file with the error of its clock. */
export function soakEnvironment(reach: Reach, clock: string): Record<string, string | undefined> {
  return {
    ...cleanEnvironment(),
    // A killed process starts again beside the others: stripping and compiling would take most of their CPU.
    NODE_COMPILE_CACHE: compileCache,
    // Not as arguments: worker threads need it too.
    NODE_OPTIONS: `--conditions=@belfry/source --import=${preload.href}`,
    SOAK_CLOCK: clock,
    BELFRY_CONTACT: 'ops@example.com',
    BELFRY_LOG_LEVEL: 'warn',
    BELFRY_PUSH_ALLOW: reach.allow.join(','),
    BELFRY_PUSH_CA: reach.caFile,
    BELFRY_PUSH_RESOLVE: Object.entries(reach.resolve)
      .map((pair) => pair.join('='))
      .join(','),
  }
}

/** Starts it, and starts it again as a supervisor would when it ends before it is up. */
export async function startBelfryProcess(options: BelfryProcessOptions): Promise<BelfryProcess> {
  const { name, args, env, isUp, logged } = options
  let child: ChildProcess | undefined
  let kills = 0
  let losses = 0
  let lostAt = Number.NEGATIVE_INFINITY

  function note(message: string): void {
    logged[message] = (logged[message] ?? 0) + 1
    if (message !== LOSS) return
    if (performance.now() - lostAt > ONE_LOSS_MS) losses += 1
    lostAt = performance.now()
  }

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    child = started
    let output = ''
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_KEPT)
      messagesIn(text).forEach(note)
    })
    const deadline = performance.now() + START_MS
    while (!(await isUp(output))) {
      // With a full disk, or without its database, it may not start at all.
      if (started.exitCode !== null || started.signalCode !== null) {
        logged['ended at its start'] = (logged['ended at its start'] ?? 0) + 1
        await delay(500)
        return start()
      }
      if (performance.now() > deadline) throw new Error(`${name} does not come up`)
      await delay(25)
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return null
    const exit = once(ending, 'exit')
    ending.kill(signal)
    const [code] = (await exit) as [number | null]
    return code
  }

  await start()
  return {
    name,
    async killAndRestart(pauseMs) {
      await end('SIGKILL')
      kills += 1
      await delay(pauseMs)
      await start()
    },
    sample: () => (child?.pid === undefined ? undefined : sample(child.pid)),
    get kills() {
      return kills
    },
    get losses() {
      return losses
    },
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}

// A line cut in two is not counted; the table then shows one warning less, which decides nothing.
function messagesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? [])
}

function sample(pid: number): Sample | undefined {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`).length
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kibibytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
    if (Number.isNaN(kibibytes)) return undefined // it is ending
    return { pid, descriptors, rssMiB: Math.round(kibibytes / 1024) }
  } catch {
    return undefined // ended meanwhile, or no Linux
  }
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Reach } from './push-service-process.ts'

/** A real `belfry serve` that can be killed, measured, and led astray about the time. */
export interface BelfryServer extends AsyncDisposable {
  readonly url: string
  apiKey(): string
  /** SIGKILL, and a new one on the same data after a moment. */
  killAndRestart(pauseMs: number): Promise<void>
  setClock(offsetMs: number): void
  /** Undefined while none runs, or where /proc does not tell. */
  sample(): Sample | undefined
  /** How often each warning and error was logged. */
  logged(): Record<string, number>
  readonly kills: number
  /** SIGTERM; with what it ended. */
  stop(): Promise<number | null>
}

export interface Sample {
  pid: number
  descriptors: number
  rssMiB: number
}

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const preload = pathToFileURL(fileURLToPath(new URL('./jump-clock.ts', import.meta.url)))
const START_MS = 60_000

export async function startBelfryServer(options: {
  data: string
  /** where the clock's file is, not on the disk that gets full */
  folder: string
  reach: Reach
}): Promise<BelfryServer> {
  const { data, folder, reach } = options
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const clock = join(folder, 'clock')
  writeFileSync(clock, '0')
  const env = {
    PATH: process.env['PATH'],
    // Not as arguments: worker threads shall have it too.
    NODE_OPTIONS: `--conditions=@belfry/source --import=${preload.href}`,
    SOAK_CLOCK: clock,
    BELFRY_CONTACT: 'ops@example.com',
    BELFRY_LOG_LEVEL: 'warn',
    BELFRY_PUSH_ALLOW: reach.allow.join(','),
    BELFRY_PUSH_CA: reach.caFile,
    BELFRY_PUSH_RESOLVE: Object.entries(reach.resolve).map((pair) => pair.join('=')).join(','), // prettier-ignore
  }
  const logged: Record<string, number> = {}
  let child: ChildProcess | undefined
  let kills = 0

  async function start(): Promise<void> {
    const args = [main, 'serve', '--port', String(port), '--data', data]
    const started = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    child = started
    started.stdout.setEncoding('utf8').on('data', (text: string) => count(text, logged))
    const deadline = performance.now() + START_MS
    while (!(await isReady(url))) {
      // With a full disk it may not come up at all. It is started again, as by a supervisor.
      if (started.exitCode !== null || started.signalCode !== null) {
        logged['ended at its start'] = (logged['ended at its start'] ?? 0) + 1
        await delay(500)
        return start()
      }
      if (performance.now() > deadline) throw new Error('the server does not get ready')
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
    url,
    apiKey: () => {
      const { apiKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as {
        apiKey: string
      }
      return apiKey
    },
    async killAndRestart(pauseMs) {
      await end('SIGKILL')
      kills += 1
      await delay(pauseMs)
      await start()
    },
    setClock: (offsetMs) => writeFileSync(clock, String(offsetMs)),
    sample: () => (child?.pid === undefined ? undefined : sample(child.pid)),
    logged: () => logged,
    get kills() {
      return kills
    },
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}

// Only complete lines count exactly; a line cut in two is one warning less in a table, which decides nothing.
function count(text: string, logged: Record<string, number>): void {
  for (const line of text.split('\n')) {
    const message = /"msg":"([^"]*)"/.exec(line)?.[1]
    if (message !== undefined) logged[message] = (logged[message] ?? 0) + 1
  }
}

function sample(pid: number): Sample | undefined {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`).length
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kibibytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
    return { pid, descriptors, rssMiB: Math.round(kibibytes / 1024) }
  } catch {
    return undefined // ended meanwhile, or no Linux
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false // nobody listens yet
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

// A Belfry in its own process, to be measured from outside: node belfry-process.ts '<options as JSON>' [watch-loop].
// Controlled over IPC; sends its address when it is ready, and its usage and its set-up link on request.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createBelfry } from '../packages/server/src/index.ts'
import type { BelfryOptions } from '../packages/server/src/index.ts'

/** The usage of the process so far, all threads together. */
export interface Usage {
  cpuMicros: number
  rss: number
  /** since the start */
  peakRss: number
  /** Of the loop that answers, since the last request; only where it is watched, which takes 10 ms of CPU a second. */
  loopDelayMs?: { p50: number; p90: number; p99: number; max: number }
}

export type FromBelfryProcess =
  | { type: 'ready'; url: string }
  | { type: 'usage'; number: number; usage: Usage }
  /** The token of the link that makes the first account; none where there is one. */
  | { type: 'set-up'; token: string | undefined }
export type ToBelfryProcess = { type: 'usage'; number: number } | { type: 'set-up' } | { type: 'stop' }

const loopDelay = process.argv[3] === 'watch-loop' ? monitorEventLoopDelay({ resolution: 2 }) : undefined
loopDelay?.enable()
const belfry = await createBelfry(JSON.parse(process.argv[2] ?? '{}') as BelfryOptions)
const server = createServer(belfry.listener).listen(0, '127.0.0.1')
await once(server, 'listening')

const tell = (message: FromBelfryProcess): void => void process.send?.(message)

process.on('message', (message: ToBelfryProcess) => {
  if (message.type === 'usage') tell({ type: 'usage', number: message.number, usage: usage() })
  else if (message.type === 'set-up') void tellSetUp()
  else void stop()
})
tell({ type: 'ready', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  const { maxRSS } = process.resourceUsage()
  return {
    cpuMicros: user + system,
    rss: process.memoryUsage.rss(),
    peakRss: maxRSS * 1024,
    ...(loopDelay === undefined ? {} : { loopDelayMs: delays(loopDelay) }),
  }
}

function delays(watched: ReturnType<typeof monitorEventLoopDelay>): NonNullable<Usage['loopDelayMs']> {
  const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e4) / 100
  const [p50, p90, p99] = [50, 90, 99].map((part) => milliseconds(watched.percentile(part))) as [number, number, number]
  const max = milliseconds(watched.max)
  watched.reset()
  return { p50, p90, p99, max }
}

async function tellSetUp(): Promise<void> {
  const link = await belfry.setUpLink()
  tell({ type: 'set-up', token: link?.path.split('#')[1] })
}

async function stop(): Promise<void> {
  server.closeAllConnections()
  server.close()
  await belfry.close()
  process.disconnect()
}

import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { soakEnvironment, startBelfryProcess, type BelfryProcess } from './belfry-process.ts'
import { mountSmallDisk } from './small-disk.ts'
import { freePort } from '../support/network/free-port.ts'
import { isReady, soakApi, type SoakStage, type SoakStageOptions } from './soak-stage.ts'
import { sqliteRecord } from './sqlite-record.ts'

const DISK_MIB = 96
// A delivery is some 150 bytes with its index, and a thousand a second may come about.
const DISK_MIB_A_MINUTE = 24

/** One `belfry serve` on a file, which is killed, on a disk that gets full. */
export async function sqliteStage(options: SoakStageOptions): Promise<SoakStage> {
  const { folder, reach, durationMs, clock } = options
  const mounted = mountSmallDisk(join(folder, 'disk'), DISK_MIB + Math.ceil((durationMs / 60_000) * DISK_MIB_A_MINUTE))
  const disk = 'why' in mounted ? undefined : mounted
  const data = join(folder, 'disk', 'data')
  const port = await freePort()
  const api = soakApi(port, data)
  const logged: Record<string, number> = {}
  const start = () =>
    startBelfryProcess({
      name: 'belfry serve',
      args: ['serve', '--port', String(port), '--data', data],
      env: soakEnvironment(reach, clock),
      isUp: () => isReady(api),
      logged,
    })
  let server: BelfryProcess | undefined
  const kill: SoakStage['kill'] = async (chance, happened) => {
    happened('SIGKILL')
    await server?.killAndRestart(chance.between(0, 500))
  }

  await (await start()).stop() // makes keys and tables
  const everyMs = Math.max(5000, Math.min(30_000, durationMs / 3))
  return {
    database: sqliteRecord(join(data, 'belfry.db')),
    api,
    async start() {
      server = await start()
    },
    processes: () => (server === undefined ? [] : [server]),
    troubles: [
      { everyMs, repeats: true, happen: kill },
      {
        everyMs: everyMs + 2000,
        async happen(chance, happened) {
          if (disk === undefined) return
          happened('disk full')
          disk.fill()
          await delay(chance.between(500, 3000))
          disk.free()
        },
      },
    ],
    kill,
    calm: () => Promise.resolve(disk?.free()),
    logged,
    skipped: 'why' in mounted ? [`the disk was never full: ${mounted.why}`] : [],
    async [Symbol.asyncDispose]() {
      await server?.[Symbol.asyncDispose]()
      disk?.[Symbol.dispose]()
    },
  }
}

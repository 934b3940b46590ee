import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPushService, type PushService } from '../../../packages/push-service/src/index.ts'
import { run } from '../../../packages/server/src/cli/run.ts'
import type { Belfry, BelfryOptions } from '../../../packages/server/src/index.ts'
import { cleanEnvironment } from './clean-environment.ts'
import { postgresStage, type PostgresStage } from './postgres-belfry.ts'
import { startPostgres, type Postgres } from '../databases/postgres.ts'
import { until } from '../time/until.ts'

const MAIN = fileURLToPath(new URL('../../../packages/server/src/main.ts', import.meta.url))

export interface Ran {
  code: number
  out: string
  err: string
}

/** An embedded store, the PostgreSQL that it is to move to, and the command that moves it. */
export interface MoveStage extends PostgresStage {
  service: PushService
  /** The embedded store. */
  file: string
  embedded(options?: Partial<BelfryOptions>): Promise<Belfry>
  /** belfry migrate-store in this process. */
  move(...more: string[]): Promise<Ran>
  /** The same in its own process, to be killed. */
  spawnMove(): ChildProcess
  titles(subscription: string): string[]
  /** Waits until all of a notification is delivered. */
  ended(belfry: Belfry, id: string, signal: AbortSignal): Promise<void>
}

/** One PostgreSQL and one push service for the tests of a file. */
export function moveStages(): AsyncDisposable & { make(): Promise<MoveStage> } {
  let postgres: Promise<Postgres> | undefined
  let service: Promise<PushService> | undefined
  return {
    async make() {
      postgres ??= startPostgres()
      service ??= startPushService()
      const push = await service
      const place = await (await postgres).createDatabase()
      const made = postgresStage(place.url, push)
      const file = join(made.data, 'belfry.db')
      const args = ['migrate-store', '--from', made.data, '--to', place.url]
      return {
        ...made,
        service: push,
        file,
        embedded: (options = {}) => made.start({ database: file, ...options }),
        move: (...more) => belfry([...args, ...more]),
        spawnMove: () =>
          spawn(process.execPath, ['--conditions=@belfry/source', MAIN, ...args], {
            env: cleanEnvironment(),
            stdio: ['ignore', 'ignore', 'pipe'],
          }),
        titles: (id) => push.messages(id).map(({ text }) => JSON.parse(text ?? '').notification.title as string),
        ended: (from, id, signal) =>
          until(async () => {
            const { body } = await made.api(from, 'GET', `/v1/notifications/${id}`)
            return body.state === 'done'
          }, signal),
        async [Symbol.asyncDispose]() {
          await made[Symbol.asyncDispose]()
          await place[Symbol.asyncDispose]()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await (await postgres)?.[Symbol.asyncDispose]()
      await (await service)?.[Symbol.asyncDispose]()
    },
  }
}

/** Runs the command line in this process. */
export async function belfry(args: string[], stop: AbortSignal = new AbortController().signal): Promise<Ran> {
  const written = { out: '', err: '' }
  const terminal = {
    env: {},
    out: (text: string) => void (written.out += text),
    err: (text: string) => void (written.err += text),
  }
  const code = await run(args, terminal, stop)
  return { code, ...written }
}

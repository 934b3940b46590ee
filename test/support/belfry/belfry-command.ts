import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './clean-environment.ts'

/** The output and exit code of a command. */
export interface Ended {
  /** Null: a signal ended it. */
  code: number | null
  out: string
  err: string
}

/** `belfry …` in its own process, as a person types it. */
export interface BelfryCommand {
  /** Resolves to its first output; rejects when it ends without any. */
  spoken: Promise<string>
  ended: Promise<Ended>
  kill(): void
}

const MAIN = fileURLToPath(new URL('../../../packages/server/src/main.ts', import.meta.url))

export function startCommand(env: Record<string, string>, ...args: string[]): BelfryCommand {
  const child = spawn(process.execPath, ['--conditions=@belfry/source', MAIN, ...args], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = waitFor(child)
  const spoken = Promise.race([
    once(child.stdout, 'data').then(([chunk]) => String(chunk)),
    ended.then(({ code, err }) => Promise.reject<string>(new Error(`belfry ${args[0]} ended with ${code}: ${err}`))),
  ])
  spoken.catch(() => undefined)
  return { spoken, ended, kill: () => child.kill('SIGKILL') }
}

async function waitFor(child: ChildProcess): Promise<Ended> {
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

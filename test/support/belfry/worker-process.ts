import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { BelfryOptions } from '../../../packages/server/src/index.ts'

/** A Belfry that only sends, in its own process; killed when disposed of. */
export interface WorkerProcess extends AsyncDisposable {
  /** Asks it to end, or kills it, and resolves to its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

const program = fileURLToPath(new URL('./worker-program.ts', import.meta.url))

/** Resolves when it works; rejects when it ends before. */
export async function startWorkerProcess(options: BelfryOptions): Promise<WorkerProcess> {
  const args = ['--conditions=@belfry/source', program, JSON.stringify(options)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit') as Promise<[number | null]>
  const started = new AbortController()
  await Promise.race([
    once(child.stdout, 'data', { signal: started.signal }),
    exited.then(([code]) => {
      started.abort()
      throw new Error(`the worker ended with code ${code} before it worked`)
    }),
  ])
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [code] = await exited
    return code
  }
  return { end, [Symbol.asyncDispose]: async () => void (await end('SIGKILL')) }
}

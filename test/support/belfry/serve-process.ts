import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './clean-environment.ts'

/** `belfry serve` in its own process, as an operator starts it; ended when disposed of. */
export interface ServeProcess extends AsyncDisposable {
  url: string
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

const MAIN = fileURLToPath(new URL('../../../packages/server/src/main.ts', import.meta.url))
const ADDRESS = /^ {2}Address +(http:\/\/\S+)/

/** Resolves when it answers; rejects with its output when it ends before. */
export async function startServe(env: Record<string, string>, ...flags: string[]): Promise<ServeProcess> {
  const args = ['--conditions=@belfry/source', MAIN, 'serve', '--port', '0', ...flags]
  const child = spawn(process.execPath, args, {
    // Its answers are compared with the description, too.
    env: { ...cleanEnvironment(), NODE_OPTIONS: process.env['NODE_OPTIONS'], BELFRY_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)))
  const address = Promise.withResolvers<string>()
  createInterface(child.stdout).on('line', (line) => {
    const url = ADDRESS.exec(line)?.[1]
    if (url !== undefined) address.resolve(url)
  })
  void exited.then(([code]) => address.reject(new Error(`belfry serve ended with ${code}: ${said}`)))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [code] = await exited
    return code
  }
  return { url: await address.promise, end, [Symbol.asyncDispose]: async () => void (await end('SIGKILL')) }
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BelfryOptions } from '../packages/server/src/index.ts'
import type { FromBelfryProcess, ToBelfryProcess, Usage } from './belfry-process.ts'

/** A real Belfry in its own process. */
export interface MeasuredBelfry extends AsyncDisposable {
  /** Without a slash at its end. */
  url: string
  pid: number
  /** The token that makes the first account; undefined where there is one. */
  setUpToken(): Promise<string | undefined>
  usage(): Promise<Usage>
  /** Asks its API, or as a page does below /b; rejects unless the answer is 2xx. */
  api<Answer>(method: string, path: string, body?: object): Promise<Answer>
}

// Of belfry-options.ts.
const PAGE = 'https://example.com'

const program = fileURLToPath(new URL('./belfry-process.ts', import.meta.url))

/** Starts one on a data folder that `makeAudience` has filled. */
export async function startBelfryProcess(
  options: BelfryOptions & { data: string },
  { watchesLoop = false } = {},
): Promise<MeasuredBelfry> {
  const watching = watchesLoop ? ['watch-loop'] : []
  const child = fork(program, [JSON.stringify(options), ...watching], { stdio: 'inherit' })
  const exit = once(child, 'exit')
  const waiting = new Map<number, (usage: Usage) => void>()
  const ready = Promise.withResolvers<string>()
  let setUp = Promise.withResolvers<string | undefined>()
  child.on('message', (message: FromBelfryProcess) => {
    if (message.type === 'ready') ready.resolve(message.url)
    else if (message.type === 'set-up') setUp.resolve(message.token)
    else waiting.get(message.number)?.(message.usage)
  })
  void exit.then(([code]) => ready.reject(new Error(`Belfry ended with code ${String(code)}`)))
  const url = await ready.promise

  const tell = (message: ToBelfryProcess) => child.send(message)
  const agent = new Agent({ keepAlive: true })
  const { apiKey } = JSON.parse(readFileSync(join(options.data, 'secrets.json'), 'utf8')) as {
    apiKey: string
  }
  let number = 0
  return {
    url,
    pid: child.pid ?? 0,
    setUpToken() {
      setUp = Promise.withResolvers()
      tell({ type: 'set-up' })
      return setUp.promise
    },
    usage: () =>
      new Promise((resolve, reject) => {
        number += 1
        waiting.set(number, resolve)
        void exit.then(() => reject(new Error('Belfry has ended')))
        tell({ type: 'usage', number })
      }),
    api: (method, path, body) => ask(agent, new URL(path, url), { method, headers: headersOf(path, apiKey), body }),
    async [Symbol.asyncDispose]() {
      agent.destroy()
      if (child.connected) tell({ type: 'stop' })
      await exit
    },
  }
}

function headersOf(path: string, apiKey: string): Record<string, string> {
  return path.startsWith('/b/') ? { origin: PAGE } : { authorization: `Bearer ${apiKey}` }
}

/** node:http and not fetch: the server is to be measured, not the client. Rejects unless the answer is 2xx. */
export async function ask<Answer>(
  agent: Agent,
  url: URL,
  { method, headers, body }: { method: string; headers: Record<string, string>; body?: object | undefined },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  request(url, { agent, method, headers: { ...headers, 'content-type': 'application/json' } }, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (part: string) => (text += part))
    response.on('error', reject)
    response.on('end', () => {
      const { statusCode = 0 } = response
      const isJson = response.headers['content-type']?.includes('json') ?? false
      if (statusCode < 300) resolve((isJson ? JSON.parse(text) : text) as Answer)
      else reject(new Error(`${method} ${url.pathname}: ${statusCode} ${text}`))
    })
  })
    .on('error', reject)
    .end(body === undefined ? undefined : JSON.stringify(body))
  return await promise
}

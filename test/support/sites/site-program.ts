import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PushServiceAddresses } from '@belfry/push-service'
import { freePort } from '../network/free-port.ts'

/** A site's program, run as its author would, in its own folder. */
export interface SiteProgram extends AsyncDisposable {
  url: string
  /** The answer of this path to a request with the site's API key. */
  api(path: string): Promise<unknown>
}

export interface SiteProgramOptions {
  push: PushServiceAddresses
  /** its working and data folder; absent: a new folder, removed afterwards */
  cwd?: string
  env?: NodeJS.ProcessEnv
}

const hook = new URL('./lead-to-local-push.ts', import.meta.url).href

/** Starts it with a free PORT and waits until it answers. Throws with its output when it ends before. */
export async function startSiteProgram(file: string, options: SiteProgramOptions): Promise<SiteProgram> {
  await using starting = new AsyncDisposableStack()
  const cwd = options.cwd ?? (await mkdtemp(join(tmpdir(), 'belfry-site-')))
  if (options.cwd === undefined) starting.defer(() => rm(cwd, { recursive: true, force: true }))
  const port = await freePort()
  const { allow, caFile, resolve } = options.push
  const push = JSON.stringify({ allow, ca: await readFile(caFile, 'utf8'), resolve })
  const conditions = process.execArgv.filter((flag) => flag.startsWith('--conditions'))
  const child = spawn(process.execPath, [...conditions, `--import=${hook}`, file], {
    cwd,
    env: { ...process.env, ...options.env, PORT: String(port), BELFRY_TEST_PUSH: push },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const ended = once(child, 'exit')
  starting.defer(async () => {
    child.kill('SIGTERM')
    // A server may wait for connections that the browser keeps open.
    const force = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(force)
  })
  const url = `http://localhost:${port}`
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${file} ended:\n${output}`)
  }
  const kept = starting.move()
  return {
    url,
    async api(path) {
      const { apiKey } = JSON.parse(await readFile(join(cwd, 'data/secrets.json'), 'utf8')) as { apiKey: string }
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } })
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
      return answer.json()
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

// Nobody listens yet, and only the port shows when that changes.
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
    if (!isTimeout && !(error instanceof TypeError)) throw error
    await new Promise((resolve) => setTimeout(resolve, 50))
    return false
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PushServiceAddresses } from '@belfry/push-service'

const entry = fileURLToPath(new URL('../../examples/feedback/src/main.ts', import.meta.url))

/** The example site in its own process, as `npm start` runs it. */
export interface SiteProcess extends AsyncDisposable {
  readonly url: string
  /** The owner's password; printed by the first start on a data folder only. */
  readonly password: string | undefined
  /** Its output to the terminal so far. */
  readonly output: () => string
  /** Fills in the form as a visitor's browser would, and returns when the site has answered. */
  sendFeedback(name: string, message: string): Promise<void>
  /** Ctrl-C, or sudden death; returns the exit code, null after a signal. */
  stop(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

/**
 * Starts the example site on a free port (or the given one), with its own push service instead of the real ones.
 *
 * @throws Error with its output, when it ends before it is up
 */
export async function startSite(options: {
  data: string
  push: PushServiceAddresses
  port?: number
}): Promise<SiteProcess> {
  const { push } = options
  const child = spawn(
    process.execPath,
    [entry, '--port', String(options.port ?? 0), '--data', join(options.data, 'site')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        BELFRY_CONTACT: 'mailto:owner@example.com',
        BELFRY_PUSH_ALLOW: push.allow.join(','),
        BELFRY_PUSH_CA: push.caFile,
        BELFRY_PUSH_RESOLVE: Object.entries(push.resolve)
          .map(([host, address]) => `${host}=${address}`)
          .join(','),
      },
    },
  )
  const exited = once(child, 'exit') as Promise<[number | null]>
  let output = ''
  const { promise: up, resolve, reject } = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('Ctrl-C stops it')) resolve()
    })
  }
  void exited.then(() => reject(new Error(`the site ended before it was up:\n${output}`)))
  await up
  const url = /The form\s+(\S+)/.exec(output)?.[1]
  if (url === undefined) throw new Error(`the site did not print its address:\n${output}`)
  const stop = async (signal: 'SIGINT' | 'SIGKILL') => {
    child.kill(signal)
    const [code] = await exited
    return code
  }
  return {
    url,
    password: /Password\s+(\S+)\s+\(write/.exec(output)?.[1],
    output: () => output,
    sendFeedback: (name, message) => sendFeedback(url, name, message),
    stop,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) await stop('SIGINT')
    },
  }
}

async function sendFeedback(url: string, name: string, message: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(url).origin },
    body: new URLSearchParams({ name, email: 'ada@example.com', message }),
  })
  await answer.arrayBuffer()
  if (answer.status !== 303) throw new Error(`the form answered ${answer.status}`)
}

import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import type { Belfry } from '../belfry.ts'
import { readEnvironment, type Flags, type ServerConfig } from '../config/environment.ts'
import { parseOptions, type BelfryOptions } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { problemAnswer } from '../http/problem-answer.ts'
import { createBelfry } from '../index.ts'
import { listen, stopListening } from './listen.ts'
import { stopSignal } from './stop-signal.ts'
import type { Terminal } from './terminal.ts'

// Promised: the process is gone 10 s after Ctrl-C. The deliveries need their share of it.
const DRAIN_MS = 4000

/** Runs the stand-alone server until a signal asks it to stop; throws a ConfigError when it cannot start. */
export async function serve(
  flags: Flags,
  terminal: Terminal,
  stop: AbortSignal = stopSignal(),
): Promise<void> {
  const config = readEnvironment(terminal.env, flags)
  let belfry: Belfry | undefined
  // The port is taken first: with port 0 the URL is known only now, and a second server fails before it touches the data.
  const { server, port } = await listen(config, (request, response) => {
    if (belfry) belfry.listener(request, response)
    else void answerStarting(response)
  })
  const options = { url: `http://localhost:${port}`, ...config.options }
  try {
    belfry = await createBelfry(options)
  } catch (error) {
    server.closeAllConnections()
    server.close()
    throw error
  }
  terminal.out(welcome(config, options, port))
  if (!stop.aborted) await once(stop, 'abort')
  terminal.out('\nStopping: finishing what is being sent.\n')
  await stopListening(server, AbortSignal.timeout(DRAIN_MS))
  await belfry.close()
}

async function answerStarting(response: Parameters<RequestListener>[1]): Promise<void> {
  const answer = problemAnswer('server-starting', { headers: { 'retry-after': '1' } })
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
}

function welcome(config: ServerConfig, options: BelfryOptions, port: number): string {
  const { data, database, site } = parseOptions(options)
  const folder = config.options.data === 'data' ? '' : ` --data ${config.options.data}`
  const here = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  return `
Belfry is running.

  Address    ${here}
  Site       default, at ${site.url}
  Pages at   ${site.origins.join(', ')}
  Secrets    ${join(data, 'secrets.json')}   (VAPID keys, API key: back it up)
  Database   ${describeAddress(database)}
${site.contact === null ? '\n  No contact is set: give an e-mail address with --contact or BELFRY_CONTACT.\n' : ''}
Next:
  1. Serve this address under your site, so that /b/default/client.js is found there.
  2. In a page:  import { createClient } from '/b/default/client.js'
  3. Send one:   curl ${here}/v1/notifications -H "Authorization: Bearer $(belfry show api-key${folder})" \\
                   -H 'Content-Type: application/json' -d '{"to":{"all":true},"title":"Hello"}'

Ctrl-C stops it.
`
}

import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { startBelfry, type StartedBelfry } from '../assembly/app.ts'
import { startPipeline } from '../assembly/start-pipeline.ts'
import type { Flags, ServerConfig } from '../config/environment.ts'
import { parseOptions, type Config } from '../config/options.ts'
import { describeAddress } from '../database/address.ts'
import { problemAnswer } from '../http/problem-answer.ts'
import { secureHeaders } from '../http/secure-headers.ts'
import { boundConnections } from '../limits/bound-connections.ts'
import type { Site } from '../sites/site.ts'
import { startTraces } from '../telemetry/trace-sdk.ts'
import { listen, stopListening } from './listen.ts'
import { readStart } from './read-start.ts'
import { stopSignal } from './stop-signal.ts'
import type { Terminal } from './terminal.ts'

// The process promises to end within 10 s after Ctrl-C. The deliveries need their share of that.
const DRAIN_MS = 4000

/** Runs the stand-alone server until a signal asks it to stop; throws a ConfigError when it cannot start. */
export async function serve(flags: Flags, terminal: Terminal, stop: AbortSignal = stopSignal()): Promise<void> {
  const { config, sources, file, ...given } = await readStart(flags, terminal, 'server')
  await using _traces = await startTraces(terminal.env, (text) => terminal.err(`belfry: ${text}\n`))
  let belfry: StartedBelfry | undefined
  // The port is opened first: with port 0 the URL is known only then, and a second server fails before it touches the
  // data.
  const { server, port } = await listen(config, (request, response) => {
    if (belfry) belfry.listener(request, response)
    else void answerStarting(response)
  })
  const fallbackUrl = `http://localhost:${port}`
  const options = parseOptions({ dashboard: true, hsts: 'by-url', ...given.options }, { sources, fallbackUrl })
  boundConnections(server, { proxies: options.proxies })
  try {
    belfry = await startBelfry(options, startPipeline)
  } catch (error) {
    server.closeAllConnections()
    server.close()
    throw error
  }
  const setUpLink = await belfry.setUpLink()
  terminal.out(welcome(config, options, { site: belfry.site, port, file, setUp: setUpLink?.path }))
  if (!stop.aborted) await once(stop, 'abort')
  terminal.out('\nStopping: finishing what is being sent.\n')
  await stopListening(server, AbortSignal.timeout(DRAIN_MS))
  await belfry.close()
}

async function answerStarting(response: Parameters<RequestListener>[1]): Promise<void> {
  const answer = problemAnswer('server-starting', { headers: { 'retry-after': '1' } })
  secureHeaders(answer.headers, { hsts: false })
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
}

interface Started {
  site: Site
  port: number
  /** The file that declares the set-up, if any. */
  file: string | undefined
  /** The path of the link that makes the first owner, while there is none. */
  setUp: string | undefined
}

function welcome(config: ServerConfig, options: Config, { site, port, file, setUp }: Started): string {
  const { data, database, dashboard, basePath } = options
  const folder = config.options.data === 'data' ? '' : ` --data ${config.options.data}`
  const here = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const more = [
    ...(dashboard === false ? [] : [`\n  Dashboard  ${here}${basePath}/dashboard`]),
    ...(file === undefined ? [] : [`\n  Declared   ${file}`]),
  ]
  const hints = [
    ...(setUp === undefined ? [] : [`\n  Make its first account within 24 hours, at\n  ${here}${setUp}\n`]),
    ...(site.contact === null
      ? ['\n  No contact is set: give an e-mail address with --contact or BELFRY_CONTACT.\n']
      : []),
  ]
  return `
Belfry is running.

  Address    ${here}
  Site       default, at ${site.url}
  Pages at   ${site.origins.join(', ')}
  Secrets    ${join(data, 'secrets.json')}   (back it up together with the database)
  Database   ${describeAddress(database)}${more.join('')}
${hints.join('')}
Next:
  1. Serve this address under your site, so that /b/default/client.js is found there.
  2. In a page:  import { createClient } from '/b/default/client.js'
  3. Send one:   curl ${here}/v1/notifications -H "Authorization: Bearer $(belfry show api-key${folder})" \\
                   -H 'Content-Type: application/json' -d '{"to":{"all":true},"title":"Hello"}'

Ctrl-C stops it.
`
}

import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { startBelfry, type StartedBelfry } from '../assembly/app.ts'
import { startPipeline } from '../assembly/start-pipeline.ts'
import type { Flags } from '../config/environment.ts'
import { parseOptions } from '../config/options.ts'
import { problemAnswer } from '../http/problem-answer.ts'
import { secureHeaders } from '../http/secure-headers.ts'
import { boundConnections } from '../limits/bound-connections.ts'
import { startTraces } from '../telemetry/trace-sdk.ts'
import { addressOf, listen, stopListening } from './listen.ts'
import { openLocalHttps } from './local-https.ts'
import { readStart } from './read-start.ts'
import { stopSignal } from './stop-signal.ts'
import type { Terminal } from './terminal.ts'
import { welcome } from './welcome.ts'

// The process promises to end within 10 s after Ctrl-C. The deliveries need their share of that.
const DRAIN_MS = 4000

/** Runs the stand-alone server until a signal asks it to stop; throws a ConfigError when it cannot start. */
export async function serve(flags: Flags, terminal: Terminal, stop: AbortSignal = stopSignal()): Promise<void> {
  const { config, sources, file, ...given } = await readStart(flags, terminal, 'server')
  await using _traces = await startTraces(terminal.env, (text) => terminal.err(`belfry: ${text}\n`))
  let belfry: StartedBelfry | undefined
  // The port is opened first: with port 0 the URL is known only then, and a second server fails before it touches the
  // data.
  const https = flags['https'] === undefined ? undefined : openLocalHttps(config)
  const answer: RequestListener = (request, response) => {
    if (belfry) belfry.listener(request, response)
    else void answerStarting(response)
  }
  const { server, port } = await listen(config, https?.around(answer) ?? answer, https?.certificates)
  using _renewing = https?.renewing(server)
  const fallbackUrl = https?.siteUrl(port) ?? `http://localhost:${port}`
  // A local certificate is for trying: a browser that remembers it would find no other server on this host for a year.
  const hsts = https === undefined ? 'by-url' : false
  const options = parseOptions({ dashboard: true, hsts, ...given.options }, { sources, fallbackUrl })
  boundConnections(server, { proxies: options.proxies })
  try {
    belfry = await startBelfry(options, startPipeline)
  } catch (error) {
    server.closeAllConnections()
    server.close()
    throw error
  }
  const setUpLink = await belfry.setUpLink()
  const here = https?.here(port) ?? addressOf('http', config.host, port)
  const started = { here, site: belfry.site, file, setUp: setUpLink?.path, https: https?.explain(port) }
  terminal.out(welcome(config, options, started))
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

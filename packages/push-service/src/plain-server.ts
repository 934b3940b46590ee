import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { CheckIns } from './chromium/check-in.ts'
import { answerRegistration, type RegistrationOptions } from './chromium/registration.ts'
import { listen, type Listening } from './endpoint/listen.ts'
import type { AutopushServer } from './firefox/autopush-server.ts'

const maxFormBytes = 64 * 1024

export interface PlainServerOptions {
  readonly port: number
  readonly autopush: AutopushServer
  readonly checkIns: CheckIns
  readonly registration: RegistrationOptions
  readonly now: () => number
  readonly control: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/**
 * The one server without TLS: browsers of this machine accept ws: and http: from it, so they need not trust the CA.
 */
export async function startPlainServer(options: PlainServerOptions): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      response.destroy()
      process.emitWarning(error instanceof Error ? error : String(error))
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    options.autopush.accept(request, socket, head)
  })
  const listening = await listen(server, options.port, 'control')
  return {
    port: listening.port,
    close: async () => {
      options.autopush.disconnect()
      server.closeAllConnections()
      await listening.close()
    },
  }
}

async function answer(
  { checkIns, registration, now, control }: PlainServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url !== '/checkin' && request.url !== '/register3') {
    await control(request, response)
    return
  }
  const body = await readBody(request)
  if (request.method !== 'POST' || !body || request.headers.origin !== undefined) {
    response.writeHead(400, { connection: 'close' }).end()
  } else if (request.url === '/checkin') {
    const reply = checkIns.answer(body, now())
    response.writeHead(reply ? 200 : 400, { 'content-type': 'application/x-protobuf' }).end(reply)
  } else {
    const form = new URLSearchParams(body.toString('utf8'))
    const { status, text } = answerRegistration(registration, request.headers.authorization, form)
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxFormBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

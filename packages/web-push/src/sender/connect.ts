import { isIP } from 'node:net'
import type { LookupFunction, OnReadOpts } from 'node:net'
import { checkServerIdentity, connect as connectTls } from 'node:tls'
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls'
import { findAddresses } from './find-addresses.ts'
import type { Target } from './find-addresses.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import type { SenderSettings } from './sender-options.ts'
import { SocketReader } from './socket-reader.ts'

/** A TLS connection, and what reads it. */
export interface OpenedSocket {
  socket: TLSSocket
  reader: SocketReader
}

export interface ConnectOptions {
  url: URL
  settings: SenderSettings
  secureContext: SecureContext
  /** ALPN protocols, in order of preference. */
  protocols: string[]
  signal: AbortSignal
}

/**
 * Opens a TLS connection to an origin: name, address check, TCP, TLS, each with its own time. The socket connects to
 * the very addresses that were checked, so that a name cannot change its mind in between (DNS rebinding).
 */
export async function connect(options: ConnectOptions): Promise<OpenedSocket | Failure> {
  const { url, settings, signal } = options
  const target = await findAddresses(url, settings, signal)
  if ('kind' in target) {
    return target
  }
  const { promise, resolve } = Promise.withResolvers<OpenedSocket | Failure>()
  const { socket, reader } = openSocket(options, target)
  let phase: 'connect' | 'tls' = 'connect'

  const finish = (result: OpenedSocket | Failure): void => {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    if ('kind' in result) {
      socket.destroy()
    }
    resolve(result)
  }
  const onAbort = (): void => finish(failure('aborted', 'given up while connecting'))
  const onTimeout = (): void =>
    finish(failure('timeout', `${url.host}: no ${PHASES[phase]} in time`))
  const onError = (error: NodeJS.ErrnoException): void => {
    const isReset = phase === 'tls' && error.code === 'ECONNRESET'
    finish(failure(isReset ? 'reset' : phase, `${url.host}: ${error.code ?? error.message}`))
  }
  let timer = setTimeout(onTimeout, settings.connectTimeoutMs)
  signal.addEventListener('abort', onAbort, { once: true })
  // Stays for good, since an error that nobody hears ends the process; after the end it changes nothing.
  socket.on('error', onError)
  socket.once('connect', () => {
    phase = 'tls'
    clearTimeout(timer)
    timer = setTimeout(onTimeout, settings.connectTimeoutMs)
  })
  socket.once('secureConnect', () => finish({ socket, reader }))
  if (signal.aborted) {
    onAbort()
  }
  return await promise
}

const PHASES = { connect: 'TCP connection', tls: 'TLS handshake' }

function openSocket(options: ConnectOptions, { port, addresses }: Target): OpenedSocket {
  const { hostname } = options.url
  const name = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  const [first] = addresses
  const lookup: LookupFunction = (_name, _options, callback) => callback(null, [...addresses])
  const reader = new SocketReader()
  const settings: ConnectionOptions & { onread: OnReadOpts } = {
    onread: reader.onread,
    // One address is connected to as it is; of several, the first that answers (RFC 8305).
    ...(addresses.length === 1
      ? { host: first?.address ?? name }
      : { host: name, lookup, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 }),
    port,
    // The origin's name, also when it is mapped elsewhere; an address is no server name (RFC 6066 section 3).
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    ALPNProtocols: options.protocols,
    secureContext: options.secureContext,
  }
  const socket = connectTls(settings)
  reader.attach(socket)
  return { socket, reader }
}

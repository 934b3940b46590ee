import { isIP, Socket } from 'node:net'
import type { LookupFunction, OnReadOpts } from 'node:net'
import { checkServerIdentity, connect as connectTls } from 'node:tls'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { deferred } from '../deferred.ts'
import { codeOfError } from './failure-reason.ts'
import { findAddresses } from './find-addresses.ts'
import type { Target } from './find-addresses.ts'
import { guardTunnel } from './guard-tunnel.ts'
import { openTunnel } from './open-tunnel.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import type { ConnectOptions } from './connect-options.ts'
import { SocketReader } from './socket-reader.ts'
import { tunnelTarget } from './tunnel-target.ts'

/** A TLS connection, and its reader. */
export interface OpenedSocket {
  socket: TLSSocket
  reader: SocketReader
}

/**
 * Opens a TLS connection to an origin: name, address check, TCP, TLS, each with its own time. The socket connects to
 * exactly the addresses that were checked, so that the name cannot resolve to others in between (DNS rebinding).
 */
export async function connect(options: ConnectOptions): Promise<OpenedSocket | Failure> {
  const { url, settings, signal } = options
  const way = await findWay(options)
  if ('kind' in way) {
    return way
  }
  const { promise, resolve } = deferred<OpenedSocket | Failure>()
  const { socket, reader } = openSocket(options, way)
  let phase: 'connect' | 'tls' = way instanceof Socket ? 'tls' : 'connect'

  const finish = (result: OpenedSocket | Failure): void => {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    if ('kind' in result) {
      socket.destroy()
    }
    resolve(result)
  }
  const onAbort = (): void => finish(failure('aborted', 'given up while connecting'))
  const onTimeout = (): void => finish(failure('timeout', `${url.host}: no ${PHASES[phase]} in time`, phase))
  const onError = (error: NodeJS.ErrnoException): void => {
    const message = `${url.host}: ${error.code ?? error.message}`
    const isReset = phase === 'tls' && error.code === 'ECONNRESET'
    finish(isReset ? failure('reset', message) : failure(phase, message, codeOfError(error)))
  }
  let timer = setTimeout(onTimeout, settings.connectTimeoutMs)
  signal.addEventListener('abort', onAbort, { once: true })
  // Never removed, since an unhandled error event ends the process; after the end it has no effect.
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

/** Addresses to connect to, or the tunnel of a proxy. */
async function findWay(options: ConnectOptions): Promise<Target | Socket | Failure> {
  const { url, settings, signal } = options
  const target = tunnelTarget(url, settings)
  if (settings.proxy === undefined || target === undefined) {
    return findAddresses(url, settings, signal)
  }
  return (await guardTunnel(url, settings, signal)) ?? openTunnel(options, settings.proxy, target)
}

function openSocket(options: ConnectOptions, way: Target | Socket): OpenedSocket {
  const { hostname } = options.url
  const name = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  const reader = new SocketReader()
  const settings: ConnectionOptions & { onread?: OnReadOpts } = {
    ...reader.options,
    ...(way instanceof Socket ? { socket: way } : placeOf(way, name)),
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

function placeOf({ port, addresses }: Target, name: string): ConnectionOptions {
  const [first] = addresses
  const lookup: LookupFunction = (_name, _options, callback) => callback(null, [...addresses])
  // One address is connected to as it is; of several, the first that answers (RFC 8305).
  return addresses.length === 1
    ? { host: first?.address ?? name, port }
    : ({
        host: name,
        port,
        lookup,
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: 1000,
      } as ConnectionOptions)
}

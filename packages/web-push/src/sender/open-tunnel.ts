import { connect as connectTcp, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { deferred } from '../deferred.ts'
import { failure } from '../push-answer.ts'
import type { Failure } from '../push-answer.ts'
import type { ConnectOptions } from './connect-options.ts'
import { codeOfError } from './failure-reason.ts'
import type { Proxy } from './proxy.ts'

/** A longer head is no answer to CONNECT. */
const MAX_HEAD_LENGTH = 16_384
const END_OF_HEAD = '\r\n\r\n'

/**
 * Asks a proxy for a tunnel to `target`, `host:port` (RFC 9110 section 9.3.6). Connecting, its TLS and its answer have
 * a timeout each. No message quotes its answer or our credentials.
 */
export async function openTunnel(options: ConnectOptions, proxy: Proxy, target: string): Promise<Socket | Failure> {
  const { settings, signal } = options
  const { promise, resolve } = deferred<Socket | Failure>()
  const socket = openSocket(options, proxy)
  let phase: 'connect' | 'tls' | 'answer' = 'connect'
  let head = ''

  const finish = (result: Socket | Failure): void => {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    socket.removeListener('readable', onReadable).removeListener('end', onEnd)
    if ('kind' in result) {
      socket.destroy()
    }
    resolve(result)
  }
  const fail = (code: string | undefined, what: string): void =>
    finish(failure('proxy', `the proxy ${proxy.name}: ${what}`, code))
  const onAbort = (): void => finish(failure('aborted', 'given up while connecting'))
  const onTimeout = (): void => fail('timeout', PHASES[phase])
  const onEnd = (): void => fail('reset', 'it closed the connection without an answer')
  const enter = (next: 'tls' | 'answer'): void => {
    phase = next
    clearTimeout(timer)
    timer = setTimeout(onTimeout, settings.connectTimeoutMs)
  }
  const onReadable = (): void => {
    for (let bytes: Buffer | null = socket.read(); bytes !== null; bytes = socket.read()) {
      head += bytes.toString('latin1')
    }
    const end = head.indexOf(END_OF_HEAD)
    const [, status] = /^HTTP\/1\.[01] (\d{3})[ \r]/.exec(head) ?? []
    if (end === -1) {
      if (head.length > MAX_HEAD_LENGTH) fail('protocol', 'its answer has no end')
    } else if (status === undefined || (status.startsWith('2') && end + END_OF_HEAD.length < head.length)) {
      // The push service speaks after us: earlier bytes are not from it.
      fail('protocol', 'its answer is not one to CONNECT')
    } else if (!status.startsWith('2')) {
      fail(`http-${status}`, `it answered ${status} to CONNECT ${target}`)
    } else {
      finish(socket)
    }
  }

  let timer = setTimeout(onTimeout, settings.connectTimeoutMs)
  signal.addEventListener('abort', onAbort, { once: true })
  // Never removed, since an unhandled error event ends the process; after the end it has no effect.
  socket.on('error', (error) => fail(codeOfError(error), codeOfError(error) ?? 'it cannot be connected to'))
  socket.once('connect', () => {
    if (proxy.isSecure) enter('tls')
  })
  socket.once(proxy.isSecure ? 'secureConnect' : 'connect', () => {
    enter('answer')
    socket.setNoDelay(true)
    socket.write(requestOf(target, proxy))
  })
  socket.on('readable', onReadable)
  socket.once('end', onEnd)
  if (signal.aborted) {
    onAbort()
  }
  return await promise
}

const PHASES = {
  connect: 'no TCP connection in time',
  tls: 'no TLS handshake in time',
  answer: 'no answer to CONNECT in time',
}

function openSocket({ secureContext }: ConnectOptions, { isSecure, host, port }: Proxy): Socket {
  const target = { host, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 }
  return isSecure
    ? connectTls({ ...target, servername: isIP(host) === 0 ? host : '', ALPNProtocols: ['http/1.1'], secureContext })
    : connectTcp(target)
}

function requestOf(target: string, { authorization }: Proxy): string {
  const credentials = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${credentials}\r\n`
}

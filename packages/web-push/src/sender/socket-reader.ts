import type { OnReadOpts } from 'node:net'
import type { TLSSocket } from 'node:tls'

const IS_NODE = process.versions['bun'] === undefined && process.versions['deno'] === undefined

/** Dozens of answers without a body. Longer input comes in pieces. */
const BUFFER_LENGTH = 4096

/**
 * Reads a socket into a buffer that is reused. Node otherwise allocates for every TLS record, and fast servers send one
 * for each answer: 1.5 of 10 µs a message, and a third of the garbage.
 */
export class SocketReader {
  /**
   * For `tls.connect`; on runtimes other than Node the socket stays an ordinary stream. Deno passes encrypted bytes
   * when the first of several addresses did not answer.
   */
  readonly options: { onread?: OnReadOpts } = IS_NODE
    ? {
        onread: {
          buffer: Buffer.allocUnsafeSlow(BUFFER_LENGTH),
          callback: (length, bytes) => this.#read(bytes as Buffer, length),
        },
      }
    : {}
  #socket: TLSSocket | undefined
  #onBytes: ((bytes: Buffer) => void) | undefined

  /** Has to get its socket in the tick in which the socket is made. */
  attach(socket: TLSSocket): void {
    this.#socket = socket
  }

  /** From now on all bytes come here, earlier ones first. They are only valid until it returns. */
  start(onBytes: (bytes: Buffer) => void): void {
    this.#onBytes = onBytes
    this.#socket?.on('data', onBytes)
  }

  /**
   * Returns whether to go on reading. Without a reader, or with bytes that still wait for it, the socket is an ordinary
   * stream.
   */
  #read(bytes: Buffer, length: number): boolean {
    const socket = this.#socket as TLSSocket
    const piece = bytes.subarray(0, length)
    if (this.#onBytes === undefined || socket.readableLength > 0) {
      return socket.push(Buffer.from(piece))
    }
    this.#onBytes(piece)
    return true
  }
}

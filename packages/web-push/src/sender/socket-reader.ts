import type { OnReadOpts } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** Dozens of answers without a body. What is longer comes in pieces. */
const BUFFER_LENGTH = 4096

/**
 * Hands on what a socket reads from memory that is used again and again. Node otherwise allocates for every TLS record,
 * and servers that answer soon make one of each answer: 1.5 of 10 µs a message, and a third of the garbage.
 */
export class SocketReader {
  /** For `tls.connect`. */
  readonly onread: OnReadOpts = {
    buffer: Buffer.allocUnsafeSlow(BUFFER_LENGTH),
    callback: (length, bytes) => this.#read(bytes as Buffer, length),
  }
  #socket: TLSSocket | undefined
  #onBytes: ((bytes: Buffer) => void) | undefined

  /** To be told of its socket in the same tick that it is made in. */
  attach(socket: TLSSocket): void {
    this.#socket = socket
  }

  /** From now on all bytes come here, those that came already in the first place. They are only valid until it returns. */
  start(onBytes: (bytes: Buffer) => void): void {
    this.#onBytes = onBytes
    this.#socket?.on('data', onBytes)
  }

  /** Says whether to go on reading. Without a reader, and after bytes that still wait for it, the socket is an ordinary stream. */
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

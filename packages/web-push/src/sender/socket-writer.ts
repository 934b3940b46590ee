import type { Socket } from 'node:net'
import type { Output } from '../http2/wire/output.ts'

/** An output this large is written at once, without waiting for the end of the tick. */
const ENOUGH = 65_536
/** Backpressure: with more than this unread by the peer, nothing is added. */
const FULL = 262_144

/**
 * Writes an output to its socket: all of one tick of the loop in one write, which is one TLS record and one system call
 * for dozens of requests. One write is under way at a time; its memory is reused when it is done.
 */
export class SocketWriter {
  readonly #socket: Socket
  readonly #output: Output
  readonly #onRoom: () => void
  #isWriting = false
  #isAwake = false
  #wasFull = false

  /** `onRoom` is called when it is no longer full. */
  constructor(socket: Socket, output: Output, onRoom: () => void) {
    this.#socket = socket
    this.#output = output
    this.#onRoom = onRoom
  }

  get isFull(): boolean {
    const isFull = this.#output.length >= FULL
    this.#wasFull ||= isFull
    return isFull
  }

  /** Schedules a write at the end of the tick; more output may follow. */
  wake(): void {
    if (this.#output.length >= ENOUGH) {
      this.flush()
    } else if (!this.#isAwake && this.#output.length > 0) {
      this.#isAwake = true
      setImmediate(this.#onTick)
    }
  }

  flush(): void {
    if (!this.#isWriting && this.#output.length > 0 && this.#socket.writable) {
      this.#isWriting = true
      this.#socket.write(this.#output.take(), this.#onWritten)
    }
  }

  /** Writes the rest, and ends the socket. */
  end(): void {
    if (this.#socket.writable) {
      this.#socket.end(this.#output.take())
    }
  }

  readonly #onTick = (): void => {
    this.#isAwake = false
    this.flush()
  }

  readonly #onWritten = (): void => {
    this.#isWriting = false
    this.#output.giveBack()
    this.flush()
    if (this.#wasFull) {
      this.#wasFull = false
      this.#onRoom()
    }
  }
}

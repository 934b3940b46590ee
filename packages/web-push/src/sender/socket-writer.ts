import type { Socket } from 'node:net'
import type { Output } from '../http2/output.ts'

/** Written at once, without waiting for what else the tick brings. */
const ENOUGH = 65_536
/** More than this waits for the peer to read: nothing is added until it has. */
const FULL = 262_144

/**
 * Writes an output to its socket: what a tick of the loop brings in one write, which is one TLS record and one system call for
 * dozens of requests. One write is under way at a time; its memory is used again when it is done.
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

  /** There is something to be written, and perhaps more to come. */
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

  /** Writes the rest, and says that this was all. */
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

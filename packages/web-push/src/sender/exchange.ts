import type { PushRequest } from '../build-request.ts'
import { failure } from '../push-answer.ts'
import type { FailureReason, PushAnswer } from '../push-answer.ts'
import { Timed } from './timeout-queue.ts'

/** Push services' explanations are well under this; more is a mistake or malice. */
const MAX_BODY_LENGTH = 4096

/** The current holder of an exchange: the queue or a connection. */
export interface ExchangeHolder {
  /** Frees the exchange's place there. */
  release(exchange: Exchange): void
}

/** Notified that an exchange has settled, before its sender is. */
export interface ExchangeOwner {
  onSettled(exchange: Exchange, answer: PushAnswer): void
}

/**
 * One request on its way: collects the answer within bounds and settles exactly once. Once the head of an answer has
 * come, its status decides: a body that breaks off, drips or never ends is cut, and the answer stands.
 */
export class Exchange extends Timed {
  readonly request: PushRequest
  /** Sent again already after a refusal; that happens once. */
  retried = false
  /** Set by itself when it takes the exchange. */
  holder: ExchangeHolder | undefined
  readonly signal: AbortSignal | undefined
  /** Where the watch of that signal has it. */
  abortPlace = -1
  /** Changes when it gets its connection. */
  owner: ExchangeOwner
  readonly #resolve: (answer: PushAnswer) => void
  #settled = false
  #status = 0
  #headers: Record<string, string> | undefined
  #chunks: Buffer[] | undefined
  #length = 0

  constructor(
    request: PushRequest,
    owner: ExchangeOwner,
    signal: AbortSignal | undefined,
    resolve: (answer: PushAnswer) => void,
  ) {
    super()
    this.request = request
    this.signal = signal
    this.owner = owner
    this.#resolve = resolve
  }

  get settled(): boolean {
    return this.#settled
  }

  get hasHead(): boolean {
    return this.#headers !== undefined
  }

  head(status: number, headers: Record<string, string>): void {
    this.#status = status
    this.#headers = headers
  }

  /** Copies a part of the body, since its memory is reused; settles, which cancels the rest, beyond the limit. */
  chunk(bytes: Buffer): void {
    if (this.#settled) {
      return
    }
    const room = MAX_BODY_LENGTH - this.#length
    const part = bytes.length > room ? bytes.subarray(0, room) : bytes
    this.#chunks ??= []
    this.#chunks.push(Buffer.from(part))
    this.#length += part.length
    if (bytes.length > room) {
      this.end()
    }
  }

  end(): void {
    const body = this.#chunks === undefined ? '' : Buffer.concat(this.#chunks).toString()
    this.#settle({ kind: 'response', status: this.#status, headers: this.#headers ?? {}, body })
  }

  fail(reason: FailureReason, message: string, code?: string): void {
    if (this.hasHead) {
      this.end()
    } else {
      this.#settle(failure(reason, message, code))
    }
  }

  /** Leaves its holder unsettled, to be held by another. */
  handBack(): void {
    const { holder } = this
    this.holder = undefined
    holder?.release(this)
  }

  #settle(answer: PushAnswer): void {
    if (!this.#settled) {
      this.#settled = true
      this.handBack()
      this.owner.onSettled(this, answer)
      this.#resolve(answer)
    }
  }
}

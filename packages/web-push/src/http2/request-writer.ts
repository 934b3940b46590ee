import { types } from 'node:util'
import type { ClientStream } from './client-stream.ts'
import { ConnectionFault, ErrorCode } from './wire/fault.ts'
import { fieldFault, pathFault } from './field-rules.ts'
import { DEFAULT_MAX_FRAME_SIZE, Flag, FRAME_HEADER_LENGTH, FrameType, MAX_31_BIT } from './wire/frame.ts'
import { HeaderEncoder } from './hpack/header-encoder.ts'
import type { Output } from './wire/output.ts'

/** A POST over https. */
export interface ClientRequest {
  path: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array | undefined
}

/** In the static table of RFC 7541. */
const METHOD_POST = 3
const SCHEME_HTTPS = 7

/** Writes requests: heads, and as much of the bodies as the peer's windows allow (RFC 9113 sections 5.2 and 8.3.1). */
export class RequestWriter {
  readonly #output: Output
  readonly #authority: string
  readonly #encoder = new HeaderEncoder()
  /** Streams that wait for a window, the longest waiting first. */
  readonly #blocked = new Set<ClientStream>()
  #window = 65_535

  constructor(output: Output, authority: string) {
    this.#output = output
    this.#authority = authority
  }

  /** The peer's SETTINGS_HEADER_TABLE_SIZE. */
  limitTable(size: number): void {
    this.#encoder.limitTable(size)
  }

  /** Returns why a request cannot be sent; nothing of it is written then. */
  write(stream: ClientStream, request: ClientRequest): string | undefined {
    const { path, headers, body } = request
    const output = this.#output
    const start = output.length
    output.reserve(FRAME_HEADER_LENGTH)
    output.length += FRAME_HEADER_LENGTH
    const fault = pathFault(path) ?? bodyFault(body) ?? this.#writeFields(path, headers)
    if (fault !== undefined) {
      output.length = start
      this.#encoder.abandon()
      return fault
    }
    const hasBody = body !== undefined && body.length > 0
    this.#frameHead(start, stream.id, hasBody ? 0 : Flag.endStream)
    if (hasBody) {
      stream.body = body
      stream.sent = 0
      this.#send(stream)
    }
    return undefined
  }

  /** @throws ConnectionFault when the window exceeds 2^31-1 */
  widen(increment: number): void {
    this.#window += increment
    if (this.#window > MAX_31_BIT) {
      throw new ConnectionFault(ErrorCode.flowControlError, 'a connection window over 2^31-1')
    }
    this.resume()
  }

  /** Sends more where windows have grown. */
  resume(): void {
    for (const stream of this.#blocked) {
      if (this.#window <= 0) {
        return
      }
      this.#send(stream)
    }
  }

  /** Drops the unsent rest of this stream. */
  forget(stream: ClientStream): void {
    stream.body = undefined
    this.#blocked.delete(stream)
  }

  #writeFields(path: string, headers: Readonly<Record<string, string>>): string | undefined {
    const output = this.#output
    const encoder = this.#encoder
    encoder.begin(output)
    encoder.static(output, METHOD_POST)
    encoder.static(output, SCHEME_HTTPS)
    encoder.field(output, ':authority', this.#authority)
    encoder.unindexed(output, ':path', path)
    for (const given in headers) {
      const value = headers[given] as string
      if (!encoder.known(output, given, value)) {
        const name = given.toLowerCase()
        const fault = fieldFault(name, value)
        if (fault !== undefined) {
          return fault
        }
        encoder.field(output, name, value)
      }
    }
    return undefined
  }

  /** Puts the frame header before the block written from there on; splits a block that is too long for one frame. */
  #frameHead(start: number, streamId: number, flags: number): void {
    const output = this.#output
    const blockStart = start + FRAME_HEADER_LENGTH
    const length = output.length - blockStart
    if (length <= DEFAULT_MAX_FRAME_SIZE) {
      output.writeFrameHeader(start, length, FrameType.headers, flags | Flag.endHeaders, streamId)
      return
    }
    const block = Buffer.from(output.bytes.subarray(blockStart, output.length))
    output.length = start
    for (let at = 0; at < length; at += DEFAULT_MAX_FRAME_SIZE) {
      const end = Math.min(length, at + DEFAULT_MAX_FRAME_SIZE)
      const type = at === 0 ? FrameType.headers : FrameType.continuation
      const last = end === length ? Flag.endHeaders : 0
      output.frameHeader(end - at, type, last | (at === 0 ? flags : 0), streamId)
      output.copy(block, at, end)
    }
  }

  #send(stream: ClientStream): void {
    const body = stream.body as Uint8Array
    while (stream.sent < body.length) {
      const rest = body.length - stream.sent
      const part = Math.min(rest, this.#window, stream.sendWindow, DEFAULT_MAX_FRAME_SIZE)
      if (part <= 0) {
        this.#blocked.add(stream)
        return
      }
      const flags = part === rest ? Flag.endStream : 0
      this.#output.frameHeader(part, FrameType.data, flags, stream.id)
      this.#output.copy(body, stream.sent, stream.sent + part)
      stream.sent += part
      stream.sendWindow -= part
      this.#window -= part
    }
    this.forget(stream)
  }
}

/** A body of any other kind would break off in the middle of the frame, and take the connection with it. */
function bodyFault(body: unknown): string | undefined {
  return body === undefined || types.isUint8Array(body) ? undefined : 'ERR_INVALID_ARG_TYPE'
}

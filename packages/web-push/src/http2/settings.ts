import { ConnectionFault, ErrorCode } from './wire/fault.ts'
import { DEFAULT_MAX_FRAME_SIZE, Flag, FrameType, MAX_31_BIT } from './wire/frame.ts'
import type { Output } from './wire/output.ts'

/** Identifiers of RFC 9113 section 6.5.2. */
const Setting = {
  headerTableSize: 1,
  enablePush: 2,
  maxConcurrentStreams: 3,
  initialWindowSize: 4,
  maxFrameSize: 5,
  maxHeaderListSize: 6,
} as const

/** PRI * HTTP/2.0 and so on (RFC 9113 section 3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

/** 4 KiB of an answer are read; small windows and lists bound the memory that a peer can use. */
export const OUR_SETTINGS = {
  initialWindowSize: 16_384,
  maxHeaderListSize: 16_384,
  /** The default, which need not be sent. */
  headerTableSize: 4096,
} as const

/** The peer's settings, with the defaults of RFC 9113 section 6.5.2. */
export class PeerSettings {
  headerTableSize = 4096
  maxConcurrentStreams = Number.POSITIVE_INFINITY
  initialWindowSize = 65_535
  maxFrameSize = DEFAULT_MAX_FRAME_SIZE

  /**
   * Takes the payload of a SETTINGS frame.
   *
   * @throws ConnectionFault when a value is not allowed
   */
  read(bytes: Buffer, start: number, end: number): void {
    if ((end - start) % 6 !== 0) {
      throw new ConnectionFault(ErrorCode.frameSizeError, 'SETTINGS of a broken length')
    }
    for (let at = start; at < end; at += 6) {
      this.#set(bytes.readUInt16BE(at), bytes.readUInt32BE(at + 2))
    }
  }

  #set(setting: number, value: number): void {
    if (setting === Setting.headerTableSize) {
      this.headerTableSize = value
    } else if (setting === Setting.enablePush) {
      // Section 6.5.2: a server may only send 0.
      demand(value === 0, ErrorCode.protocolError, 'ENABLE_PUSH from a server')
    } else if (setting === Setting.maxConcurrentStreams) {
      this.maxConcurrentStreams = value
    } else if (setting === Setting.initialWindowSize) {
      demand(value <= MAX_31_BIT, ErrorCode.flowControlError, 'INITIAL_WINDOW_SIZE over 2^31-1')
      this.initialWindowSize = value
    } else if (setting === Setting.maxFrameSize) {
      const isAllowed = value >= DEFAULT_MAX_FRAME_SIZE && value < 2 ** 24
      demand(isAllowed, ErrorCode.protocolError, 'MAX_FRAME_SIZE out of range')
      this.maxFrameSize = value
    }
  }
}

/** The connection preface of a client (RFC 9113 section 3.4). */
export function writePreface(output: Output): void {
  output.copy(PREFACE, 0, PREFACE.length)
  const settings = [
    [Setting.enablePush, 0],
    [Setting.initialWindowSize, OUR_SETTINGS.initialWindowSize],
    [Setting.maxHeaderListSize, OUR_SETTINGS.maxHeaderListSize],
  ] as const
  output.frameHeader(settings.length * 6, FrameType.settings, 0, 0)
  for (const [setting, value] of settings) {
    output.uint16(setting)
    output.uint32(value)
  }
}

export function writeSettingsAck(output: Output): void {
  output.frameHeader(0, FrameType.settings, Flag.ack, 0)
}

function demand(condition: boolean, code: number, message: string): void {
  if (!condition) {
    throw new ConnectionFault(code, message)
  }
}

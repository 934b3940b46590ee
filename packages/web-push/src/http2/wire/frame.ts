/** Frame types of RFC 9113 section 6. Any other is ignored (section 4.1). */
export const FrameType = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const

/** Flags of RFC 9113 section 6; the meaning of a bit depends on the type. */
export const Flag = {
  ack: 0x1,
  endStream: 0x1,
  endHeaders: 0x4,
  padded: 0x8,
  priority: 0x20,
} as const

/** Length 3, type 1, flags 1, stream 4. */
export const FRAME_HEADER_LENGTH = 9
/** The minimum that every peer accepts, and our maximum. */
export const DEFAULT_MAX_FRAME_SIZE = 16_384
/** Windows and stream ids have 31 bits. */
export const MAX_31_BIT = 0x7fff_ffff

import { wrongArgument } from './wrong-argument.ts'

/**
 * The longest payload of a push message, in bytes: 4096 less header 86, delimiter 1 and tag 16 (RFC 8291 section 4).
 *
 * @example
 * const fits = Buffer.byteLength(text) <= MAX_PAYLOAD_LENGTH
 */
export const MAX_PAYLOAD_LENGTH = 3993

/**
 * The longest length ever reached by padding. Firefox for Android is bridged through FCM and answers 413
 * above about 3070 bytes of body; 2820 leaves a margin. Longer payloads go out unpadded.
 */
const BUCKETS = [256, 512, 1024, 2048, 2820]

/**
 * Picks the length in bytes a payload is padded to, so that its own length says little about its content
 * (RFC 8291 section 4, RFC 8188 section 4.8).
 *
 * @throws TypeError when it is no whole number of bytes
 * @example
 * paddedLengthFor(200) // 256
 * paddedLengthFor(2700) // 2820
 * paddedLengthFor(3000) // 3000
 */
export function paddedLengthFor(length: number): number {
  if (!Number.isInteger(length) || length < 0) {
    throw wrongArgument('length', 'a whole number of bytes', length)
  }
  return BUCKETS.find((bucket) => length <= bucket) ?? length
}

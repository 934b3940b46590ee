import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'
import { status } from './binding.ts'
import type { Addon } from './binding.ts'

/** RFC 8291, section 5 and appendix A. */
const EXAMPLE = {
  payload: 'When I grow up, I want to be a watermelon',
  receiver: {
    scalar: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    point:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  },
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  sender: {
    scalar: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  },
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
    'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

/** Says what an addon gets wrong, or nothing: a binary that encrypts wrongly is worse than none. */
export function selfTest(addon: Addon): string | undefined {
  if (!reproducesTheExample(addon)) return 'it does not reproduce the message of RFC 8291'
  if (!refusesPointsOffTheCurve(addon)) return 'it takes a point that is not on the curve'
  if (!survivesARoundTrip(addon)) return 'what it encrypts does not decrypt'
  return undefined
}

function reproducesTheExample(addon: Addon): boolean {
  const { sender, salt, body } = EXAMPLE
  const batch = exampleBatch(1)
  addon.encryptKnown(...batch, bytes(salt), bytes(sender.scalar))
  const [, , , bodies, statuses] = batch
  return statuses[0] === status.encrypted && bodies.equals(bytes(body))
}

function refusesPointsOffTheCurve(addon: Addon): boolean {
  const batch = exampleBatch(1)
  const [keys, , , bodies, statuses] = batch
  keys.writeUInt8(keys.readUInt8(64) ^ 1, 64)
  addon.encryptBatchSync(...batch)
  return statuses[0] === status.notOnCurve && bodies.every((byte) => byte === 0)
}

function survivesARoundTrip(addon: Addon): boolean {
  const batch = exampleBatch(2)
  addon.encryptBatchSync(...batch)
  const [, , , bodies, statuses] = batch
  const [first, second] = [
    bodies.subarray(0, bodies.length / 2),
    bodies.subarray(bodies.length / 2),
  ]
  return (
    statuses.every((one) => one === status.encrypted) &&
    !first.subarray(0, 16).equals(second.subarray(0, 16)) &&
    !first.subarray(21, 86).equals(second.subarray(21, 86)) &&
    decrypt(first) === EXAMPLE.payload &&
    decrypt(second) === EXAMPLE.payload
  )
}

function exampleBatch(count: number): [Buffer, Uint32Array, Buffer, Buffer, Buffer] {
  const payload = Buffer.from(EXAMPLE.payload)
  const keys = Buffer.concat([bytes(EXAMPLE.receiver.point), bytes(EXAMPLE.auth)])
  return [
    Buffer.concat(Array.from({ length: count }, () => keys)),
    Uint32Array.from({ length: count * 3 }, (_, i) => (i % 3 === 0 ? 0 : payload.length)),
    payload,
    Buffer.alloc(count * (86 + payload.length + 17)),
    Buffer.alloc(count, 255),
  ]
}

/** Throws, as the tag demands, when the body is not what it should be; the caller takes that for a reason too. */
function decrypt(body: Buffer): string {
  const { receiver, auth } = EXAMPLE
  const [salt, sender, record] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)]
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(bytes(receiver.scalar))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), bytes(receiver.point), sender])
  const material = hkdf(ecdh.computeSecret(sender), bytes(auth), info, 32)
  const key = hkdf(material, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = hkdf(material, salt, 'Content-Encoding: nonce\0', 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  return padded.toString('utf8', 0, padded.lastIndexOf(2))
}

function hkdf(secret: Uint8Array, salt: Uint8Array, info: string | Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length))
}

function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, 'base64url')
}

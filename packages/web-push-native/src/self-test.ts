import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'
import { status } from './binding.ts'
import type { Addon } from './binding.ts'

/** RFC 8291, section 5 and appendix A. */
const EXAMPLE = {
  payload: 'When I grow up, I want to be a watermelon',
  receiver: {
    scalar: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    point: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  },
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
    'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

const KEYS_LENGTH = 65 + 16

/** A message alone, and a group with spare lanes: both paths, OpenSSL's and the lanes', must give right bodies. */
const COUNTS = [1, 2, 9]

/** Returns the fault of an addon with a back end, if any: a binary that encrypts wrongly is worse than none. */
export function selfTest(addon: Addon, backend: number): string | undefined {
  if (!COUNTS.every((count) => reproducesTheExample(addon, backend, count))) {
    return 'it does not reproduce the message of RFC 8291'
  }
  if (!COUNTS.every((count) => refusesPointsOffTheCurve(addon, backend, count))) {
    return 'it takes a point that is not on the curve'
  }
  if (!COUNTS.every((count) => survivesARoundTrip(addon, backend, count))) return 'what it encrypts does not decrypt'
  return addon.isFaulty(backend) ? 'it gave a wrong answer' : undefined
}

function reproducesTheExample(addon: Addon, backend: number, count: number): boolean {
  const batch = exampleBatch(count)
  addon.encryptExample(...batch, backend)
  const [, , , bodies, statuses] = batch
  const expected = bytes(EXAMPLE.body)
  return (
    statuses.every((one) => one === status.encrypted) && split(bodies, count).every((body) => body.equals(expected))
  )
}

/** The last of the batch is off the curve; its neighbours must be unharmed. */
function refusesPointsOffTheCurve(addon: Addon, backend: number, count: number): boolean {
  const batch = exampleBatch(count)
  const [keys, , , bodies, statuses] = batch
  const last = keys.length - KEYS_LENGTH + 64
  keys.writeUInt8(keys.readUInt8(last) ^ 1, last)
  addon.encryptBatchSync(...batch, backend)
  const sound = split(bodies, count)
  const refused = sound.pop()
  return (
    statuses.every((one, i) => one === (i === count - 1 ? status.notOnCurve : status.encrypted)) &&
    refused?.every((byte) => byte === 0) === true &&
    sound.every((body) => decrypt(body) === EXAMPLE.payload)
  )
}

function survivesARoundTrip(addon: Addon, backend: number, count: number): boolean {
  const batch = exampleBatch(count)
  addon.encryptBatchSync(...batch, backend)
  const [, , , all, statuses] = batch
  const bodies = split(all, count)
  return (
    statuses.every((one) => one === status.encrypted) &&
    new Set(bodies.map((body) => body.toString('hex', 0, 16))).size === count &&
    new Set(bodies.map((body) => body.toString('hex', 21, 86))).size === count &&
    bodies.every((body) => decrypt(body) === EXAMPLE.payload)
  )
}

function split(bodies: Buffer, count: number): Buffer[] {
  const length = bodies.length / count
  return Array.from({ length: count }, (_, i) => bodies.subarray(i * length, (i + 1) * length))
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

/** Throws on a wrong body, because its tag does not match; the caller takes that for a fault too. */
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

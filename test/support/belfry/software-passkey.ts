import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** An authenticator in software, by WebAuthn section 6: what a browser would answer with it, and what it should not. */
export class SoftwarePasskey {
  readonly id = randomBytes(32)
  counter = 0
  #privateKey: KeyObject
  #publicKey: KeyObject

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = pair.privateKey
    this.#publicKey = pair.publicKey
  }

  register(challenge: string, origin: string, facts: Facts = {}): object {
    const made = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, this.#cose()])
    const data = Buffer.concat([this.#data(origin, { ...facts, attested: true }), made])
    // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR
    const head = Buffer.concat([Buffer.from([0xa3]), word('fmt'), word('none'), word('attStmt'), Buffer.from([0xa0])])
    const attestationObject = Buffer.concat([head, word('authData'), Buffer.from([0x58, data.length]), data])
    return this.#answer({
      clientDataJSON: client('webauthn.create', challenge, origin),
      attestationObject,
    })
  }

  answer(challenge: string, origin: string, facts: Facts = {}): object {
    const clientDataJSON = client('webauthn.get', challenge, origin)
    const authenticatorData = this.#data(facts.rpOrigin ?? origin, facts)
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()])
    return this.#answer({ clientDataJSON, authenticatorData, signature: sign('sha256', signed, this.#privateKey) })
  }

  #answer(response: Record<string, Buffer>): object {
    const id = this.id.toString('base64url')
    const written = Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')])
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: Object.fromEntries(written) }
  }

  #data(origin: string, { verified = true, attested = false, counter = this.counter }: Facts): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested ? 0x40 : 0)
    const rp = createHash('sha256').update(new URL(origin).hostname).digest()
    return Buffer.concat([rp, Buffer.from([flags]), count])
  }

  #cose(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' })
    // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    const parts = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url')]
    return Buffer.concat([...parts, Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')])
  }
}

export interface Facts {
  /** Whether its owner showed a finger, a face or a PIN. */
  verified?: boolean
  attested?: boolean
  counter?: number
  /** Signed for another site than the page says it is. */
  rpOrigin?: string
}

function client(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function word(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}

import { encrypted, publicPointOf, scalarOf, unreadable, wrongKind, type FoundKeys } from './found-keys.ts'

const MAGIC = 'openssh-key-v1\0'

export function isOpenSsh(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, MAGIC.length) === MAGIC
}

/** Reads what `ssh-keygen -t ecdsa -b 256` writes unless it is told otherwise (PROTOCOL.key of OpenSSH). */
export function keyOfOpenSsh(bytes: Buffer): FoundKeys {
  const outer = fields(bytes.subarray(MAGIC.length))
  const cipher = outer.next().toString()
  if (cipher !== 'none') throw encrypted("ssh-keygen -p -N '' -m PKCS8 -f the_file")
  outer.next() // the name of the key derivation, and its options: empty without a cipher
  outer.next()
  outer.skip(4) // how many keys there are: one
  outer.next() // the public key once more
  const inner = fields(outer.next())
  inner.skip(8) // two numbers that are equal when the passphrase was right
  const kind = inner.next().toString()
  if (kind !== 'ecdsa-sha2-nistp256') throw wrongKind(`a key of OpenSSH, of the kind ${kind.slice(0, 40)}`)
  inner.next() // the curve
  const point = publicPointOf(inner.next())
  return { scalar: scalarOf(inner.next()), points: [point] }
}

/** Fields of OpenSSH: four bytes for the length, and as many bytes. */
function fields(bytes: Buffer) {
  let at = 0
  return {
    skip: (count: number) => void (at += count),
    next(): Buffer {
      const end = at + 4 <= bytes.length ? at + 4 + bytes.readUInt32BE(at) : Infinity
      if (end > bytes.length) throw unreadable('is damaged or cut off')
      const field = bytes.subarray(at + 4, end)
      at = end
      return field
    },
  }
}

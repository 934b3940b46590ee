import { keyOfDer } from './key-of-der.ts'
import { isOpenSsh, keyOfOpenSsh } from './key-of-open-ssh.ts'
import { publicPointOf, scalarOf, type FoundKeys, type ReadInner } from './found-keys.ts'

const SEQUENCE = 0x30

/** Reads a key given as bytes: the number itself, a point, DER, or a text that was encoded once more. */
export function keyOfBytes(bytes: Buffer, readInner: ReadInner): FoundKeys {
  const [first = 0] = bytes
  if (bytes.length > 33 && isText(bytes)) return readInner(bytes.toString('latin1'))
  if (bytes.length === 64 || bytes.length === 65 || (bytes.length === 33 && first !== 0)) {
    return { points: [publicPointOf(bytes)] }
  }
  if (bytes.length > 33 && first === SEQUENCE) return keyOfDer(bytes)
  if (isOpenSsh(bytes)) return keyOfOpenSsh(bytes)
  return { scalar: scalarOf(bytes), points: [] }
}

/** Such as the base64 of a PEM in a Kubernetes Secret, or the content of a file. */
function isText(bytes: Buffer): boolean {
  return /^[\t\n\r -~]+$/.test(bytes.toString('latin1'))
}

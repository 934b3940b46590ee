import { P256, pointOf } from '../p256.ts'
import { DER, derInside, derNumber, type DerValue } from './der.ts'
import { unreadable, wrongKind } from './found-keys.ts'

const PRIME256V1 = '2a8648ce3d030107'
const PRIME_FIELD = '2a8648ce3d0101'
const CURVES: Readonly<Record<string, string>> = {
  '2a8648ce3d030101': 'P-192',
  '2b81040021': 'P-224',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
  '2b8104000a': 'secp256k1',
  '2b2403030208010107': 'brainpoolP256r1',
}

/**
 * Throws a VapidKeyError unless these parameters, named or written out, are those of P-256 (RFC 5480 section 2.1.1).
 */
export function requireP256(parameters: DerValue | undefined): void {
  if (parameters?.tag === DER.oid) {
    const oid = parameters.body.toString('hex')
    if (oid !== PRIME256V1) throw wrongKind(`one of ${CURVES[oid] ?? 'another curve'}`)
  } else if (parameters?.tag === DER.sequence) {
    // As `-param_enc explicit` writes them. All of them are compared: with another base point it is another curve.
    if (!isP256(derInside(parameters))) throw wrongKind('one of another curve, which it describes itself')
  } else {
    throw unreadable('does not say which curve it is of')
  }
}

function isP256([, field, curve, base, order]: readonly DerValue[]): boolean {
  const [kind, prime] = derInside(field)
  const [a, b] = derInside(curve)
  return (
    kind?.body.toString('hex') === PRIME_FIELD &&
    derNumber(prime) === P256.field &&
    derNumber(a) === P256.a &&
    derNumber(b) === P256.b &&
    derNumber(order) === P256.order &&
    base !== undefined &&
    pointOf(base.body)?.equals(P256.base) === true
  )
}

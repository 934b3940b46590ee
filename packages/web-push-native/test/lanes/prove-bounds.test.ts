import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compiledBinding } from '../compiled-binding.ts'
import { proveBounds, type Change } from './prove-bounds.ts'

const compiled = compiledBinding()
const skip = compiled.ok ? false : compiled.reason

for (const field of ['field-52.h', 'field-29.h'] as const) {
  test(`${field}: every limb stays within its bounds, for any point and scalar`, { skip }, () => {
    const proof = proveBounds(field)
    assert.ok(proof.holds, proof.holds ? '' : proof.complaint)
    assert.match(proof.bounds, /x < 1\.\d+ p, w < [245]\.\d+ p, z < 1\.\d+ p/)
  })
}

const changes: [string, Change, RegExp][] = [
  [
    'a difference without enough of p',
    { file: 'curve.h', from: 'fe_sub(fe_sum(p.x), zz, 2)', to: 'fe_sub(fe_sum(p.x), zz, 1)' },
    /a factor is not carried: from below 0/,
  ],
  [
    'a negative w without enough of p',
    { file: 'curve.h', from: 'fe_negate(p.w, 6)', to: 'fe_negate(p.w, 4)' },
    /a factor is not carried: from below 0/,
  ],
  [
    'a square of which more is taken off than is there',
    { file: 'field-52.h', from: '0xc00000000000}', to: '0x400000000000}' },
    /a factor is not carried: from below 0/,
  ],
  [
    'an x that is not folded',
    { file: 'curve.h', from: 'fe_carry(fe_fold(fe_sub(fe_square_sum(m)', to: 'fe_carry((fe_sub(fe_square_sum(m)' },
    /a factor is not carried/,
  ],
  [
    'a limb that is not carried on',
    { file: 'field.h', from: 'r.limb[i] = v_and(a.limb[i], v_set(LIMB_MASK))', to: 'r.limb[i] = a.limb[i]' },
    /a factor is not carried/,
  ],
  [
    'a digit beyond its table',
    { file: 'pairs.h', from: 'v_and(u, v_set(top - 1))', to: 'v_and(u, v_set(2 * top - 1))' },
    /there is no such entry/,
  ],
]

for (const [what, change, complaint] of changes) {
  test(`the proof fails for ${what}`, { skip }, () => {
    const proof = proveBounds('field-52.h', change)
    assert.match(proof.holds ? proof.bounds : proof.complaint, complaint)
  })
}

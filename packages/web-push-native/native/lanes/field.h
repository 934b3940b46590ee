/* The field operations that are the same for every size of limb. */

FIELD_FUNCTION sum fe_sum(fe a) {
  sum r;
  UNROLL for (int i = 0; i < LIMBS; i++) r.limb[i] = a.limb[i];
  return r;
}

FIELD_FUNCTION sum fe_add(sum a, sum b) {
  UNROLL for (int i = 0; i < LIMBS; i++) a.limb[i] = v_add(a.limb[i], b.limb[i]);
  return a;
}

/* a - b + k * p, where k is to make the difference positive */
FIELD_FUNCTION sum fe_sub(sum a, sum b, uint64_t k) {
  UNROLL for (int i = 0; i < LIMBS; i++) {
    a.limb[i] = v_add(v_sub(a.limb[i], b.limb[i]), v_set(k * FE_P[i]));
  }
  return a;
}

FIELD_FUNCTION sum fe_double(sum a) { return fe_add(a, a); }

/* The sum of the limbs stays the same; each but the highest is below 2^RADIX then. */
FIELD_FUNCTION fe fe_carry(sum a) {
  fe r;
  UNROLL for (int i = 0; i < LIMBS - 1; i++) {
    r.limb[i] = v_and(a.limb[i], v_set(LIMB_MASK));
    a.limb[i + 1] = v_add(a.limb[i + 1], v_sar(a.limb[i], RADIX));
  }
  r.limb[LIMBS - 1] = a.limb[LIMBS - 1];
  return r;
}

FIELD_FUNCTION fe fe_mul(fe a, fe b) { return fe_carry(fe_product(a, b)); }
FIELD_FUNCTION fe fe_square(fe a) { return fe_carry(fe_square_sum(a)); }

static const uint64_t FE_ZERO[LIMBS] = {0};

FIELD_FUNCTION fe fe_constant(const uint64_t limbs[LIMBS]) {
  fe r;
  UNROLL for (int i = 0; i < LIMBS; i++) r.limb[i] = v_set(limbs[i]);
  return r;
}

/* k * p - a */
FIELD_FUNCTION fe fe_negate(fe a, uint64_t k) {
  return fe_carry(fe_sub(fe_sum(fe_constant(FE_ZERO)), fe_sum(a), k));
}

FIELD_FUNCTION fe fe_select(mask m, fe yes, fe no) {
  UNROLL for (int i = 0; i < LIMBS; i++) no.limb[i] = m_select(m, yes.limb[i], no.limb[i]);
  return no;
}

FIELD_FUNCTION mask fe_limbs_equal(fe a, fe b) {
  mask r = m_equal(a.limb[0], b.limb[0]);
  UNROLL for (int i = 1; i < LIMBS; i++) r = m_and(r, m_equal(a.limb[i], b.limb[i]));
  return r;
}

/* Out of Montgomery's form, and below p: (a + digits * p) / R is below p + 1, so that it is p where it should be 0. */
FIELD_FUNCTION fe fe_plain(fe a) {
  const fe r = fe_mul(a, fe_constant(FE_PLAIN_ONE));
  const mask is_p = fe_limbs_equal(r, fe_constant(FE_P));
  return fe_select(is_p, fe_constant(FE_ZERO), r);
}

FIELD_FUNCTION mask fe_is_zero(fe a) {
  return fe_limbs_equal(fe_plain(a), fe_constant(FE_ZERO));
}

/* Not inlined: an inversion is 268 products, and is called twice a batch. */
static __attribute__((noinline)) void fe_square_times(fe *r, const fe *a, int times) {
  fe t = fe_square(*a);
  for (int i = 1; i < times; i++) t = fe_square(t);
  *r = t;
}

/* r = a^(2^times) * b */
static __attribute__((noinline)) void fe_raise(fe *r, const fe *a, int times, const fe *b) {
  fe t;
  fe_square_times(&t, a, times);
  *r = fe_mul(t, *b);
}

/* a^(p - 2), by Fermat: the same steps for every a. p - 2 = ffffffff 00000001 0{24} ffffffff ffffffff fffffffd */
static void fe_invert(fe *r, const fe *a) {
  fe x2, x4, x8, x16, x32, t;
  fe_raise(&x2, a, 1, a);
  fe_raise(&x4, &x2, 2, &x2);
  fe_raise(&x8, &x4, 4, &x4);
  fe_raise(&x16, &x8, 8, &x8);
  fe_raise(&x32, &x16, 16, &x16);
  fe_raise(&t, &x32, 32, a);
  fe_raise(&t, &t, 128, &x32);
  fe_raise(&t, &t, 32, &x32);
  fe_raise(&t, &t, 16, &x16);
  fe_raise(&t, &t, 8, &x8);
  fe_raise(&t, &t, 4, &x4);
  fe_raise(&t, &t, 2, &x2);
  fe_raise(r, &t, 2, a);
}

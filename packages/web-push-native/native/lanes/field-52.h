/*
 * Arithmetic modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 in each lane: five limbs of 52 bits, in Montgomery's form with
 * R = 2^260. R is 16 p, so that values of several p can be multiplied without being reduced first.
 *
 * A limb is carried when it is below 2^52: only such may be multiplied, as the instruction silently cuts off the rest.
 * That is what the two types are for. test/lanes/prove-bounds.ts computes the bound of every limb from this very code.
 */

#ifndef BELFRY_FIELD_H
#define BELFRY_FIELD_H

enum { LIMBS = 5, RADIX = 52 };

/* An element, carried: may be multiplied. */
typedef struct {
  vec limb[LIMBS];
} fe;

/* A sum, not carried, limbs with a sign: may be added to, and has to be carried before it is multiplied. */
typedef struct {
  vec limb[LIMBS];
} sum;

#define LIMB_MASK (((uint64_t)1 << RADIX) - 1)

static const uint64_t FE_P[LIMBS] = {0xfffffffffffff, 0xfffffffffff, 0, 0x1000000000,
                                     0xffffffff0000};
/* R mod p and R^2 mod p: 1 in Montgomery's form, and the factor that converts into it */
static const uint64_t FE_ONE[LIMBS] = {0x10, 0xf000000000000, 0xfffffffffffff, 0xffeffffffffff,
                                       0xfffff};
static const uint64_t FE_R2[LIMBS] = {0x300, 0xffffffff00000, 0xffffefffffffb, 0xfdfffffffffff,
                                      0x4ffffff};
/* the curve's b, in Montgomery's form */
static const uint64_t FE_B[LIMBS] = {0xdf6229c4bddfd, 0xca8843090d89c, 0x212ed6acf005c,
                                     0x83415a220abf7, 0xc30061dd4874};
/* the curve's generator, in Montgomery's form */
static const uint64_t FE_GENERATOR_X[LIMBS] = {0x30d418a9143c1, 0xc4fedb60179e7, 0x62251075ba95f, 0x5c669fb732b77, 0x8905f76b5375};
static const uint64_t FE_GENERATOR_Y[LIMBS] = {0x5357ce95560a8, 0x43a19e45cddf2, 0x21f3258b4ab8e, 0xd8552e88688dd, 0x571ff18a5885};
/* 1/2, in Montgomery's form; and plain 1, the factor that converts out of it */
static const uint64_t FE_HALF[LIMBS] = {0x8, 0xf800000000000, 0xfffffffffffff, 0xfff7fffffffff, 0x7ffff};
static const uint64_t FE_PLAIN_ONE[LIMBS] = {1};

/* Adds the reduction of column i: digit * p, whose lowest limb is -1 (so that the digit is the column itself). */
FIELD_FUNCTION void fe_reduce_column(vec *t, int i) {
  const vec digit = v_digit(t[i]);
  /* p + 1 = 2^44 * 2^52 + 2^36 * 2^156 + (2^48 - 2^16) * 2^208 */
  const vec p1 = v_set((uint64_t)1 << 44), p3 = v_set(FE_P[3]), p4 = v_set(FE_P[4]);
  t[i + 1] = v_add(v_madd_lo(t[i + 1], digit, p1), v_shr(t[i], 52));
  t[i + 2] = v_madd_hi(t[i + 2], digit, p1);
  t[i + 3] = v_madd_lo(t[i + 3], digit, p3);
  t[i + 4] = v_madd_hi(t[i + 4], digit, p3);
  t[i + 4] = v_madd_lo(t[i + 4], digit, p4);
  t[i + 5] = v_madd_hi(t[i + 5], digit, p4);
}

FIELD_FUNCTION void fe_add_row(vec *t, const fe *a, vec b) {
  UNROLL for (int j = 0; j < LIMBS; j++) {
    t[j] = v_madd_lo(t[j], a->limb[j], b);
    t[j + 1] = v_madd_hi(t[j + 1], a->limb[j], b);
  }
}

FIELD_FUNCTION void fe_clear_columns(vec *t) {
  UNROLL for (int i = 0; i < 2 * LIMBS; i++) t[i] = v_set(0);
}

FIELD_FUNCTION sum fe_upper_columns(const vec *t) {
  sum r;
  UNROLL for (int i = 0; i < LIMBS; i++) r.limb[i] = t[LIMBS + i];
  return r;
}

/* a * b / R, not carried */
FIELD_FUNCTION sum fe_product(fe a, fe b) {
  vec t[2 * LIMBS];
  fe_clear_columns(t);
  UNROLL for (int i = 0; i < LIMBS; i++) {
    fe_add_row(t + i, &a, b.limb[i]);
  }
  UNROLL for (int i = 0; i < LIMBS; i++) fe_reduce_column(t, i);
  return fe_upper_columns(t);
}

/* (a * b + c * d) / R, with one reduction for both */
FIELD_FUNCTION sum fe_products(fe a, fe b, fe c, fe d) {
  vec t[2 * LIMBS];
  fe_clear_columns(t);
  UNROLL for (int i = 0; i < LIMBS; i++) {
    fe_add_row(t + i, &a, b.limb[i]);
    fe_add_row(t + i, &c, d.limb[i]);
  }
  UNROLL for (int i = 0; i < LIMBS; i++) fe_reduce_column(t, i);
  return fe_upper_columns(t);
}

/* a * a: products above the diagonal count twice */
FIELD_FUNCTION void fe_square_columns(vec *t, fe a) {
  fe_clear_columns(t);
  UNROLL for (int i = 0; i < LIMBS; i++) {
    UNROLL for (int j = i + 1; j < LIMBS; j++) {
      t[i + j] = v_madd_lo(t[i + j], a.limb[i], a.limb[j]);
      t[i + j + 1] = v_madd_hi(t[i + j + 1], a.limb[i], a.limb[j]);
    }
  }
  UNROLL for (int i = 0; i < 2 * LIMBS; i++) t[i] = v_add(t[i], t[i]);
  UNROLL for (int i = 0; i < LIMBS; i++) {
    t[2 * i] = v_madd_lo(t[2 * i], a.limb[i], a.limb[i]);
    t[2 * i + 1] = v_madd_hi(t[2 * i + 1], a.limb[i], a.limb[i]);
  }
}

/* a * a / R */
FIELD_FUNCTION sum fe_square_sum(fe a) {
  vec t[2 * LIMBS];
  fe_square_columns(t, a);
  UNROLL for (int i = 0; i < LIMBS; i++) fe_reduce_column(t, i);
  return fe_upper_columns(t);
}

/* A multiple of p, 3/4 p R, in columns of which each is above that of the square of an element below 3 p. */
static const uint64_t FE_ABOVE_SQUARES[2 * LIMBS] = {
    0x100005f6307f43, 0x3c9002f8011f62, 0x59d0000009fefd, 0x700b0ffa07ff3b, 0x9f00007f2b0969,
    0xa0000000000000, 0x80000000000000, 0x60000000000000, 0x30000000000000, 0xc00000000000};

/* (a * b - c * c) / R and 3/4 p, with one reduction for both; c is below 3 p */
FIELD_FUNCTION sum fe_product_less_square(fe a, fe b, fe c) {
  vec t[2 * LIMBS];
  fe_square_columns(t, c);
  UNROLL for (int i = 0; i < 2 * LIMBS; i++) t[i] = v_sub(v_set(FE_ABOVE_SQUARES[i]), t[i]);
  UNROLL for (int i = 0; i < LIMBS; i++) fe_add_row(t + i, &a, b.limb[i]);
  UNROLL for (int i = 0; i < LIMBS; i++) fe_reduce_column(t, i);
  return fe_upper_columns(t);
}

/*
 * Takes off the multiple of p that the bits above 2^256 stand for, once, without carrying: a value below 16 p is then
 * below p and a little. 2^256 = 2^224 - 2^192 - 2^96 + 1. The top limb must be at least 2^48, so that no limb falls
 * below 0.
 */
FIELD_FUNCTION sum fe_fold(sum a) {
  const vec high = v_sar(a.limb[4], 48);
  a.limb[4] = v_add(v_and(a.limb[4], v_set(((uint64_t)1 << 48) - 1)), v_shl(high, 16));
  a.limb[3] = v_sub(a.limb[3], v_shl(high, 36));
  a.limb[1] = v_sub(a.limb[1], v_shl(high, 44));
  a.limb[0] = v_add(a.limb[0], high);
  return a;
}

/* 256 bits as four words, the lowest first, as limbs; and back, when they are below 2^256. */
FIELD_FUNCTION fe fe_of_words(const vec w[4]) {
  const vec low = v_set(LIMB_MASK);
  fe r;
  r.limb[0] = v_and(w[0], low);
  r.limb[1] = v_and(v_or(v_shr(w[0], 52), v_shl(w[1], 12)), low);
  r.limb[2] = v_and(v_or(v_shr(w[1], 40), v_shl(w[2], 24)), low);
  r.limb[3] = v_and(v_or(v_shr(w[2], 28), v_shl(w[3], 36)), low);
  r.limb[4] = v_shr(w[3], 16);
  return r;
}

FIELD_FUNCTION void fe_to_words(vec w[4], fe a) {
  vec l[LIMBS];
  UNROLL for (int i = 0; i < LIMBS; i++) l[i] = v_word(a.limb[i]);
  w[0] = v_or(l[0], v_shl(l[1], 52));
  w[1] = v_or(v_shr(l[1], 12), v_shl(l[2], 40));
  w[2] = v_or(v_shr(l[2], 24), v_shl(l[3], 28));
  w[3] = v_or(v_shr(l[3], 36), v_shl(l[4], 16));
}

#endif

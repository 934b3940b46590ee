/*
 * Arithmetic modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 in each lane, for instructions that multiply 32 bits: nine limbs
 * of 29, in Montgomery's form with R = 2^261, which is 32 p. The types are those of field-52.h, and mean the same.
 */

#ifndef BELFRY_FIELD_H
#define BELFRY_FIELD_H

enum { LIMBS = 9, RADIX = 29 };

/* An element, carried: may be multiplied. */
typedef struct {
  vec limb[LIMBS];
} fe;

/* A sum, not carried, limbs with a sign: may be added to, and has to be carried before it is multiplied. */
typedef struct {
  vec limb[LIMBS];
} sum;

#define LIMB_MASK (((uint64_t)1 << RADIX) - 1)

static const uint64_t FE_P[LIMBS] = {0x1fffffff, 0x1fffffff, 0x1fffffff, 0x1ff, 0x0, 0x0, 0x40000, 0x1fe00000, 0xffffff};
/* R mod p and R^2 mod p: 1 in Montgomery's form, and the factor that converts into it */
static const uint64_t FE_ONE[LIMBS] = {0x20, 0x0, 0x0, 0x1fffc000, 0x1fffffff, 0x1fffffff, 0x1f7fffff, 0x3ffffff, 0x0};
static const uint64_t FE_R2[LIMBS] = {0xc00, 0x0, 0x1fff0000, 0x1fdfffff, 0x1fbfffff, 0x1fffffff, 0x1fffffff, 0x1ffffffe, 0x13};
/* the curve's b, in Montgomery's form */
static const uint64_t FE_B[LIMBS] = {0x1897bbfb, 0x1cdf6229, 0x18486c4, 0x1732821, 0x1dad59e0, 0xabf7212, 0x1a06d110, 0x17721d20, 0x8600c3};
/* the curve's generator, in Montgomery's form */
static const uint64_t FE_GENERATOR_X[LIMBS] = {0x15228783, 0x730d418, 0xdb00bcf, 0x57f11fb, 0xa20eb75, 0x12b77622, 0x330fdb9, 0x1af4dd57, 0x120bee};
static const uint64_t FE_GENERATOR_Y[LIMBS] = {0x12aac150, 0x125357ce, 0xf22e6ef, 0xe390e86, 0x64b1695, 0x88dd21f, 0x2a97443, 0x2962176, 0xae3fe3};
/* 1/2, in Montgomery's form; and plain 1, the factor that converts out of it */
static const uint64_t FE_HALF[LIMBS] = {0x10, 0x0, 0x0, 0x1fffe000, 0x1fffffff, 0x1fffffff, 0x1fbfffff, 0x1ffffff, 0x0};
static const uint64_t FE_PLAIN_ONE[LIMBS] = {1};

/* The share of column k in the digits before it. A digit costs no more than shifts, or one product:
 * p + 1 = 2^9 * 2^87 + 2^18 * 2^174 + (2^29 - 2^21) * 2^203 + (2^24 - 1) * 2^232, and the -1 takes the column itself off. */
FIELD_FUNCTION vec fe_add_digits(vec column, const vec *digit, int k) {
  if (k >= 3 && k - 3 < LIMBS) column = v_add(column, v_shl(digit[k - 3], 9));
  if (k >= 6 && k - 6 < LIMBS) column = v_add(column, v_shl(digit[k - 6], 18));
  if (k >= 7 && k - 7 < LIMBS) {
    column = v_add(column, v_mul_32(digit[k - 7], v_set((1 << 29) - (1 << 21))));
  }
  if (k >= 8 && k - 8 < LIMBS) {
    column = v_add(column, v_mul_32(digit[k - 8], v_set((1 << 24) - 1)));
  }
  return column;
}

/* Ends column k, the carry of the one below included: a digit, or a limb of the result. */
FIELD_FUNCTION void fe_end_column(vec column, vec *carry, vec *digit, sum *r, int k) {
  column = fe_add_digits(v_add(column, *carry), digit, k);
  if (k < LIMBS) {
    digit[k] = v_and(column, v_set(LIMB_MASK));
    *carry = v_shr(column, RADIX);
  } else {
    r->limb[k - LIMBS] = column;
    *carry = v_set(0);
  }
}

FIELD_FUNCTION vec fe_column(vec column, const fe *a, const fe *b, int k) {
  UNROLL for (int i = 0; i < LIMBS; i++) {
    if (k >= i && k - i < LIMBS) column = v_add(column, v_mul_32(a->limb[i], b->limb[k - i]));
  }
  return column;
}

/* a * b / R, not carried; column by column, as there are no registers for all of them */
FIELD_FUNCTION sum fe_product(fe a, fe b) {
  vec digit[LIMBS], carry = v_set(0);
  sum r;
  UNROLL for (int k = 0; k < 2 * LIMBS; k++) {
    fe_end_column(fe_column(v_set(0), &a, &b, k), &carry, digit, &r, k);
  }
  return r;
}

/* (a * b + c * d) / R, with one reduction for both */
FIELD_FUNCTION sum fe_products(fe a, fe b, fe c, fe d) {
  vec digit[LIMBS], carry = v_set(0);
  sum r;
  UNROLL for (int k = 0; k < 2 * LIMBS; k++) {
    fe_end_column(fe_column(fe_column(v_set(0), &a, &b, k), &c, &d, k), &carry, digit, &r, k);
  }
  return r;
}

/* Column k of a * a, where `twice` is 2 a: products above the diagonal count twice. */
FIELD_FUNCTION vec fe_square_column(const fe *a, const fe *twice, int k) {
  vec column = v_set(0);
  UNROLL for (int i = 0; i < LIMBS; i++) {
    if (k > 2 * i && k - i < LIMBS) column = v_add(column, v_mul_32(twice->limb[i], a->limb[k - i]));
    if (k == 2 * i) column = v_add(column, v_mul_32(a->limb[i], a->limb[i]));
  }
  return column;
}

FIELD_FUNCTION fe fe_twice(fe a) {
  UNROLL for (int i = 0; i < LIMBS; i++) a.limb[i] = v_add(a.limb[i], a.limb[i]);
  return a;
}

/* a * a / R */
FIELD_FUNCTION sum fe_square_sum(fe a) {
  const fe twice = fe_twice(a);
  vec digit[LIMBS], carry = v_set(0);
  sum r;
  UNROLL for (int k = 0; k < 2 * LIMBS; k++) {
    fe_end_column(fe_square_column(&a, &twice, k), &carry, digit, &r, k);
  }
  return r;
}

/* A multiple of p, p R / 2, in columns of which each is above that of the square of an element below 3 p. */
static const uint64_t FE_ABOVE_SQUARES[2 * LIMBS] = {
    0x3ffffffed61fead,  0x7ffffffeb107ec1,  0xbffffffe88402e4,  0xfffffffe022c507,  0x13ffffffe0037e54,
    0x17fffffff802369c, 0x1bffffffe50deeeb, 0x1ffffffff69ffb37, 0x23ffffffff7d5fc8, 0x2000000000000000,
    0x1c00000000000000, 0x1800000000000000, 0x1400000000000000, 0x1000000000000000, 0x800000000000000,
    0x200000000000000,  0x10000000000000,   0};

/* (a * b - c * c) / R and p / 2, with one reduction for both; c is below 3 p */
FIELD_FUNCTION sum fe_product_less_square(fe a, fe b, fe c) {
  const fe twice = fe_twice(c);
  vec digit[LIMBS], carry = v_set(0);
  sum r;
  UNROLL for (int k = 0; k < 2 * LIMBS; k++) {
    const vec column = v_sub(v_set(FE_ABOVE_SQUARES[k]), fe_square_column(&c, &twice, k));
    fe_end_column(fe_column(column, &a, &b, k), &carry, digit, &r, k);
  }
  return r;
}

/*
 * Takes off the multiple of p that the bits above 2^256 stand for, once, without carrying: a value below 32 p is then
 * below p and a little. 2^256 = 2^224 - 2^192 - 2^96 + 1. The top limb must be at least 2^24, so that no limb falls
 * below 0.
 */
FIELD_FUNCTION sum fe_fold(sum a) {
  /* A product's highest columns are still in the limbs below the top. */
  a.limb[7] = v_add(a.limb[7], v_sar(a.limb[6], RADIX));
  a.limb[6] = v_and(a.limb[6], v_set(LIMB_MASK));
  a.limb[8] = v_add(a.limb[8], v_sar(a.limb[7], RADIX));
  a.limb[7] = v_and(a.limb[7], v_set(LIMB_MASK));
  const vec high = v_sar(a.limb[8], 24);
  a.limb[8] = v_and(a.limb[8], v_set((1 << 24) - 1));
  a.limb[7] = v_add(a.limb[7], v_shl(high, 21));
  a.limb[6] = v_sub(a.limb[6], v_shl(high, 18));
  a.limb[3] = v_sub(a.limb[3], v_shl(high, 9));
  a.limb[0] = v_add(a.limb[0], high);
  return a;
}

/* 256 bits as four words, the lowest first, as limbs; and back, when they are below 2^256. */
FIELD_FUNCTION fe fe_of_words(const vec w[4]) {
  fe r;
  UNROLL for (int i = 0; i < LIMBS; i++) {
    const int word = i * RADIX / 64, shift = i * RADIX % 64;
    vec bits = v_shr_by(w[word], shift);
    if (shift + RADIX > 64 && word < 3) bits = v_or(bits, v_shl_by(w[word + 1], 64 - shift));
    r.limb[i] = v_and(bits, v_set(LIMB_MASK));
  }
  return r;
}

FIELD_FUNCTION void fe_to_words(vec w[4], fe a) {
  UNROLL for (int i = 0; i < 4; i++) w[i] = v_set(0);
  UNROLL for (int i = 0; i < LIMBS; i++) {
    const int word = i * RADIX / 64, shift = i * RADIX % 64;
    const vec bits = v_word(a.limb[i]);
    w[word] = v_or(w[word], v_shl_by(bits, shift));
    if (shift + RADIX > 64 && word < 3) w[word + 1] = v_or(w[word + 1], v_shr_by(bits, 64 - shift));
  }
}

#endif

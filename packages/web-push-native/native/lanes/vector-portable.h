/*
 * The vector type in portable C: eight lanes in a loop, products of 128 bits. The other two are compared with it, on
 * every machine and under valgrind; it is not meant to be fast.
 */

#ifndef BELFRY_VECTOR_H
#define BELFRY_VECTOR_H

#include <stdint.h>

enum { LANES = 8 };

/* A number of 64 bits in each lane. */
typedef struct {
  uint64_t lane[LANES];
} vec;

/* All ones in the selected lanes, zero in the others. */
typedef struct {
  uint64_t lane[LANES];
} mask;

#define INLINE inline __attribute__((always_inline))
#define FIELD_FUNCTION static __attribute__((noinline))
#define UNROLL
#define EACH_LANE for (int i = 0; i < LANES; i++)

static const uint64_t LOW_52 = ((uint64_t)1 << 52) - 1;

static INLINE vec v_set(uint64_t x) {
  vec r;
  EACH_LANE r.lane[i] = x;
  return r;
}

static INLINE vec v_load(const uint64_t *from) {
  vec r;
  EACH_LANE r.lane[i] = from[i];
  return r;
}

static INLINE void v_store(uint64_t *to, vec a) {
  EACH_LANE to[i] = a.lane[i];
}

static INLINE vec v_add(vec a, vec b) {
  EACH_LANE a.lane[i] += b.lane[i];
  return a;
}

static INLINE vec v_sub(vec a, vec b) {
  EACH_LANE a.lane[i] -= b.lane[i];
  return a;
}

static INLINE vec v_and(vec a, vec b) {
  EACH_LANE a.lane[i] &= b.lane[i];
  return a;
}

static INLINE vec v_or(vec a, vec b) {
  EACH_LANE a.lane[i] |= b.lane[i];
  return a;
}

static INLINE vec v_shl(vec a, unsigned n) {
  EACH_LANE a.lane[i] <<= n;
  return a;
}

static INLINE vec v_shr(vec a, unsigned n) {
  EACH_LANE a.lane[i] >>= n;
  return a;
}

/* With the sign, as every compiler does that knows the attributes above. */
static INLINE vec v_sar(vec a, unsigned n) {
  EACH_LANE a.lane[i] = (uint64_t)((int64_t)a.lane[i] >> n);
  return a;
}

/* By a number of bits that is known at run time only, and public. */
static INLINE vec v_shl_by(vec a, int n) { return v_shl(a, (unsigned)n); }
static INLINE vec v_shr_by(vec a, int n) { return v_shr(a, (unsigned)n); }

/* As bits: from here on bits are shifted out on purpose. */
static INLINE vec v_word(vec a) { return a; }

/* The low 52 bits, to be multiplied: higher bits are cut off on purpose. */
static INLINE vec v_digit(vec a) {
  return v_and(a, v_set(LOW_52));
}

/* acc + the low, or the high, 52 bits of the product of the low 52 bits of a and b */
static INLINE vec v_madd_lo(vec acc, vec a, vec b) {
  EACH_LANE acc.lane[i] +=
      (uint64_t)((unsigned __int128)(a.lane[i] & LOW_52) * (b.lane[i] & LOW_52)) & LOW_52;
  return acc;
}

static INLINE vec v_madd_hi(vec acc, vec a, vec b) {
  EACH_LANE acc.lane[i] +=
      (uint64_t)(((unsigned __int128)(a.lane[i] & LOW_52) * (b.lane[i] & LOW_52)) >> 52);
  return acc;
}

/* The product of the low 32 bits of a and b. */
static INLINE vec v_mul_32(vec a, vec b) {
  EACH_LANE a.lane[i] = (a.lane[i] & 0xffffffff) * (b.lane[i] & 0xffffffff);
  return a;
}

static INLINE mask m_equal(vec a, vec b) {
  mask r;
  EACH_LANE {
    const uint64_t differs = a.lane[i] ^ b.lane[i];
    r.lane[i] = ((differs | (0 - differs)) >> 63) - 1;
  }
  return r;
}

static INLINE mask m_and(mask a, mask b) {
  EACH_LANE a.lane[i] &= b.lane[i];
  return a;
}

static INLINE mask m_or(mask a, mask b) {
  EACH_LANE a.lane[i] |= b.lane[i];
  return a;
}

static INLINE mask m_not(mask a) {
  EACH_LANE a.lane[i] = ~a.lane[i];
  return a;
}

static INLINE vec m_select(mask m, vec yes, vec no) {
  EACH_LANE no.lane[i] ^= m.lane[i] & (yes.lane[i] ^ no.lane[i]);
  return no;
}

/* Bit i is lane i: for results that may be known, such as which point is not on the curve. */
static INLINE uint32_t m_bits(mask m) {
  uint32_t bits = 0;
  EACH_LANE bits |= (uint32_t)(m.lane[i] & 1) << i;
  return bits;
}

/* entries[index] in each lane; reads all `count` (a multiple of 8) for any index. */
static INLINE vec v_lookup(const uint64_t *entries, int count, vec index) {
  vec r = v_set(0);
  for (int k = 0; k < count; k++) {
    r = m_select(m_equal(index, v_set((uint64_t)k)), v_set(entries[k]), r);
  }
  return r;
}

#endif

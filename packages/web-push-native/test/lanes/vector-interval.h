/*
 * The vector type that calculates with intervals: each number is the range of its possible values. Run with the very
 * code of the other back ends, it fails where a limb could overflow, fall below zero or be cut off.
 */

#ifndef BELFRY_VECTOR_H
#define BELFRY_VECTOR_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LANES = 1 };

typedef __int128 wide;

/* From lo to hi. `is_word`: bits, which may be shifted out. */
typedef struct {
  wide lo, hi;
  int is_word;
} vec;

/* Any lane may be selected or not. */
typedef struct {
  int unknown;
} mask;

/* Compiles in a tenth of the time. */
#define INLINE
#define FIELD_FUNCTION static
#define UNROLL

static const wide ONE_WIDE = 1;

/* The largest values, to be reported: of sums, and of factors. */
static wide largest_sum, largest_factor;

static void fail(const char *what, vec a) {
  fprintf(stderr, "%s: from %s2^%.2f to 2^%.2f\n", what, a.lo < 0 ? "below 0, -" : "",
          __builtin_log2((double)(a.lo < 0 ? -a.lo : a.lo + 1)), __builtin_log2((double)a.hi + 1));
  exit(1);
}

static vec checked(vec a) {
  if (a.is_word) fail("bits are added", a);
  if (a.hi >= ONE_WIDE << 63 || a.lo < -(ONE_WIDE << 63)) fail("a sum overflows", a);
  if (a.hi > largest_sum) largest_sum = a.hi;
  return a;
}

static vec v_set(uint64_t x) { return (vec){x, x, 0}; }
static vec v_load(const uint64_t *from) {
  (void)from;
  return (vec){0, (ONE_WIDE << 64) - 1, 1};
}
static vec v_word(vec a) { return (vec){a.lo, a.hi, 1}; }
static vec v_add(vec a, vec b) {
  return checked((vec){a.lo + b.lo, a.hi + b.hi, a.is_word | b.is_word});
}
static vec v_sub(vec a, vec b) {
  return checked((vec){a.lo - b.hi, a.hi - b.lo, a.is_word | b.is_word});
}

/* One of the two is always a constant: the mask. */
static vec v_and(vec a, vec b) {
  const vec value = a.lo == a.hi ? b : a;
  const wide bits = a.lo == a.hi ? a.lo : b.lo;
  if (a.lo != a.hi && b.lo != b.hi) fail("a constant is wanted", a);
  /* bits = 2^n - 1, and no multiple of 2^n lies between: then each keeps its distance */
  const wide block = bits + 1;
  if ((bits & block) == 0 && value.lo >= 0 && value.lo / block == value.hi / block) {
    return (vec){value.lo & bits, value.hi & bits, 0};
  }
  return (vec){0, bits, 0};
}

static vec v_or(vec a, vec b) {
  (void)a;
  (void)b;
  return v_load(NULL);
}

static vec v_shl(vec a, unsigned n) {
  if (a.is_word) return v_load(NULL);
  return checked((vec){a.lo * (ONE_WIDE << n), a.hi * (ONE_WIDE << n), 0});
}
static vec v_shr(vec a, unsigned n) {
  if (a.lo < 0) fail("bits of what is below 0", a);
  return (vec){a.lo >> n, a.hi >> n, 0};
}
static vec v_sar(vec a, unsigned n) { return (vec){a.lo >> n, a.hi >> n, 0}; }
static vec v_shl_by(vec a, int n) { return v_shl(a, (unsigned)n); }
static vec v_shr_by(vec a, int n) { return v_shr(a, (unsigned)n); }

static void check_factor(vec a, int bits) {
  if (a.is_word || a.lo < 0 || a.hi >> bits != 0) fail("a factor is not carried", a);
  if (a.hi > largest_factor) largest_factor = a.hi;
}

static vec v_digit(vec a) {
  if (a.lo < 0) fail("a column is below 0", a);
  return v_and(a, v_set(((uint64_t)1 << 52) - 1));
}

static vec v_madd_lo(vec acc, vec a, vec b) {
  check_factor(a, 52);
  check_factor(b, 52);
  const wide all = a.hi * b.hi, most = (ONE_WIDE << 52) - 1;
  return checked((vec){acc.lo, acc.hi + (all < most ? all : most), acc.is_word});
}
static vec v_madd_hi(vec acc, vec a, vec b) {
  check_factor(a, 52);
  check_factor(b, 52);
  return checked((vec){acc.lo + (a.lo * b.lo >> 52), acc.hi + (a.hi * b.hi >> 52), acc.is_word});
}
static vec v_mul_32(vec a, vec b) {
  check_factor(a, 32);
  check_factor(b, 32);
  return (vec){a.lo * b.lo, a.hi * b.hi, 0};
}

static mask m_equal(vec a, vec b) {
  (void)a;
  (void)b;
  return (mask){1};
}
static mask m_and(mask a, mask b) { return a.unknown ? a : b; }
static mask m_not(mask a) { return a; }
static uint32_t m_bits(mask m) { return (uint32_t)m.unknown; }

static vec either(vec a, vec b) {
  return (vec){a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi, a.is_word | b.is_word};
}
static vec m_select(mask m, vec yes, vec no) { return m.unknown ? either(yes, no) : no; }

/* The values stored in the table of the generator, word by word; values stored elsewhere are never read again. */
static const uint64_t *table_begin;
static vec *table_content;
static size_t table_length;

static void v_store(uint64_t *to, vec a) {
  if (to >= table_begin && to < table_begin + table_length) table_content[to - table_begin] = a;
}
static vec v_lookup(const uint64_t *entries, int count, vec index) {
  const vec *from = table_content + (entries - table_begin);
  vec r = from[0];
  if (index.is_word || index.lo < 0 || index.hi >= count) fail("there is no such entry", index);
  for (int i = 1; i < count; i++) r = either(r, from[i]);
  return r;
}

#endif

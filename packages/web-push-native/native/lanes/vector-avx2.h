/* The vector type with AVX2: four lanes of 64 bits, and products of 32. */

#ifndef BELFRY_VECTOR_H
#define BELFRY_VECTOR_H

#include <immintrin.h>
#include <stdint.h>

enum { LANES = 4 };

typedef __m256i vec;
/* All ones in the selected lanes. */
typedef struct {
  __m256i lanes;
} mask;

#define INLINE inline __attribute__((always_inline))
/* Limbs stay in registers from one to the next. */
#define FIELD_FUNCTION static INLINE
/* Loops over limbs: limbs in registers have no index. */
#define UNROLL _Pragma("GCC unroll 18")

static INLINE vec v_set(uint64_t x) { return _mm256_set1_epi64x((long long)x); }
static INLINE vec v_load(const uint64_t *from) { return _mm256_loadu_si256((const __m256i *)from); }
static INLINE void v_store(uint64_t *to, vec a) { _mm256_storeu_si256((__m256i *)to, a); }
static INLINE vec v_add(vec a, vec b) { return _mm256_add_epi64(a, b); }
static INLINE vec v_sub(vec a, vec b) { return _mm256_sub_epi64(a, b); }
static INLINE vec v_and(vec a, vec b) { return _mm256_and_si256(a, b); }
static INLINE vec v_or(vec a, vec b) { return _mm256_or_si256(a, b); }
static INLINE vec v_shl(vec a, unsigned n) { return _mm256_slli_epi64(a, (int)n); }
static INLINE vec v_shr(vec a, unsigned n) { return _mm256_srli_epi64(a, (int)n); }
/* There is no shift with a sign: 2^63 is added before and taken off after. */
static INLINE vec v_sar(vec a, unsigned n) {
  const vec shifted = v_shr(v_add(a, v_set((uint64_t)1 << 63)), n);
  return v_sub(shifted, v_set((uint64_t)1 << (63 - n)));
}
/* By a number of bits that is known at run time only, and public. */
static INLINE vec v_shl_by(vec a, int n) { return _mm256_sll_epi64(a, _mm_cvtsi32_si128(n)); }
static INLINE vec v_shr_by(vec a, int n) { return _mm256_srl_epi64(a, _mm_cvtsi32_si128(n)); }
/* As bits: from here on bits are shifted out on purpose. */
static INLINE vec v_word(vec a) { return a; }
static INLINE vec v_mul_32(vec a, vec b) { return _mm256_mul_epu32(a, b); }
static INLINE mask m_equal(vec a, vec b) { return (mask){_mm256_cmpeq_epi64(a, b)}; }
static INLINE mask m_and(mask a, mask b) { return (mask){v_and(a.lanes, b.lanes)}; }
static INLINE mask m_not(mask a) { return m_equal(a.lanes, v_set(0)); }
static INLINE vec m_select(mask m, vec yes, vec no) { return _mm256_blendv_epi8(no, yes, m.lanes); }
static INLINE uint32_t m_bits(mask m) {
  return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(m.lanes));
}

/*
 * Entries are below 2^32. A permutation takes from eight at once, in a time that does not depend on which; they lie in
 * it in the order 0 1 4 5 2 3 6 7, which is how the halves of two vectors come together.
 */
static INLINE vec v_lookup(const uint64_t *entries, int count, vec index) {
  const vec bit_1 = v_and(index, v_set(2)), bit_2 = v_and(index, v_set(4));
  const vec place = v_or(v_and(index, v_set(1)), v_or(v_shl(bit_1, 1), v_shr(bit_2, 1)));
  const vec group = v_shr(index, 3);
  vec r = v_set(0);
  for (int k = 0; k < count; k += 8) {
    const __m256 low = _mm256_castsi256_ps(v_load(entries + k));
    const __m256 high = _mm256_castsi256_ps(v_load(entries + k + 4));
    const vec eight = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0x88));
    const vec taken = _mm256_permutevar8x32_epi32(eight, place);
    r = v_or(r, v_and(taken, m_equal(group, v_set((uint64_t)k / 8)).lanes));
  }
  return v_and(r, v_set(0xffffffff));
}

#endif

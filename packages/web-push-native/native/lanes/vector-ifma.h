/* The vector type with AVX-512 IFMA: eight lanes of 64 bits, and products of 52 bits added to them in one instruction. */

#ifndef BELFRY_VECTOR_H
#define BELFRY_VECTOR_H

#include <immintrin.h>
#include <stdint.h>

enum { LANES = 8 };

typedef __m512i vec;
typedef __mmask8 mask;

#define INLINE inline __attribute__((always_inline))
/* Limbs stay in registers from one to the next. */
#define FIELD_FUNCTION static INLINE
/* Loops over limbs: limbs in registers have no index. */
#define UNROLL _Pragma("GCC unroll 16")

static INLINE vec v_set(uint64_t x) { return _mm512_set1_epi64((long long)x); }
static INLINE vec v_load(const uint64_t *from) { return _mm512_loadu_si512(from); }
static INLINE void v_store(uint64_t *to, vec a) { _mm512_storeu_si512(to, a); }
static INLINE vec v_add(vec a, vec b) { return _mm512_add_epi64(a, b); }
static INLINE vec v_sub(vec a, vec b) { return _mm512_sub_epi64(a, b); }
static INLINE vec v_and(vec a, vec b) { return _mm512_and_si512(a, b); }
static INLINE vec v_or(vec a, vec b) { return _mm512_or_si512(a, b); }
static INLINE vec v_shl(vec a, unsigned n) { return _mm512_slli_epi64(a, n); }
static INLINE vec v_shr(vec a, unsigned n) { return _mm512_srli_epi64(a, n); }
static INLINE vec v_sar(vec a, unsigned n) { return _mm512_srai_epi64(a, n); }
/* By a number of bits that is known at run time only, and public. */
static INLINE vec v_shl_by(vec a, int n) { return _mm512_sll_epi64(a, _mm_cvtsi32_si128(n)); }
static INLINE vec v_shr_by(vec a, int n) { return _mm512_srl_epi64(a, _mm_cvtsi32_si128(n)); }
/* As bits: from here on bits are shifted out on purpose. */
static INLINE vec v_word(vec a) { return a; }
/* The instruction itself takes the low 52 bits. */
static INLINE vec v_digit(vec a) { return a; }
static INLINE vec v_madd_lo(vec acc, vec a, vec b) { return _mm512_madd52lo_epu64(acc, a, b); }
static INLINE vec v_madd_hi(vec acc, vec a, vec b) { return _mm512_madd52hi_epu64(acc, a, b); }
static INLINE mask m_equal(vec a, vec b) { return _mm512_cmpeq_epi64_mask(a, b); }
static INLINE mask m_and(mask a, mask b) { return a & b; }
static INLINE mask m_or(mask a, mask b) { return a | b; }
static INLINE mask m_not(mask a) { return (mask)~a; }
static INLINE vec m_select(mask m, vec yes, vec no) { return _mm512_mask_mov_epi64(no, m, yes); }
static INLINE uint32_t m_bits(mask m) { return m; }

/* A permutation takes from eight entries at once, in a time that does not depend on which. */
static INLINE vec v_lookup(const uint64_t *entries, int count, vec index) {
  const vec group = _mm512_srli_epi64(index, 3);
  vec r = _mm512_setzero_si512();
  for (int k = 0; k < count; k += 8) {
    const mask is_here = _mm512_cmpeq_epi64_mask(group, v_set((uint64_t)k / 8));
    r = _mm512_mask_permutexvar_epi64(r, is_here, index, v_load(entries + k));
  }
  return r;
}

#endif

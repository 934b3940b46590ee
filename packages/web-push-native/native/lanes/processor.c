#include "processor.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#endif

enum {
  /* leaf 1, ecx: the system saves what XCR0 says; and the processor has XGETBV to ask */
  OSXSAVE = 1u << 27,
  /* leaf 7, ebx */
  AVX2 = 1u << 5,
  AVX512F = 1u << 16,
  AVX512IFMA = 1u << 21,
  /* XCR0: SSE, AVX, opmask, the upper halves of ZMM0 to 15, ZMM16 to 31 */
  YMM_STATE = 0x6,
  ZMM_STATE = 0xe6
};

int belfry_has_ifma(const belfry_processor *p) {
  return (p->leaf_1_ecx & OSXSAVE) != 0 && (p->xcr0 & ZMM_STATE) == ZMM_STATE &&
         (p->leaf_7_ebx & AVX512F) != 0 && (p->leaf_7_ebx & AVX512IFMA) != 0;
}

int belfry_has_avx2(const belfry_processor *p) {
  return (p->leaf_1_ecx & OSXSAVE) != 0 && (p->xcr0 & YMM_STATE) == YMM_STATE &&
         (p->leaf_7_ebx & AVX2) != 0;
}

belfry_processor belfry_this_processor(void) {
  belfry_processor p = {0, 0, 0};
#if defined(__x86_64__) && defined(__GNUC__)
  uint32_t eax, ebx, ecx, edx;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx)) p.leaf_1_ecx = ecx;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) p.leaf_7_ebx = ebx;
  if ((p.leaf_1_ecx & OSXSAVE) != 0) {
    uint32_t high;
    __asm__("xgetbv" : "=a"(p.xcr0), "=d"(high) : "c"(0));
  }
#endif
  return p;
}

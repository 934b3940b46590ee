/* The features of the processor that the system lets programs use. */

#ifndef BELFRY_PROCESSOR_H
#define BELFRY_PROCESSOR_H

#include <stdint.h>

/* As CPUID and XGETBV say it; all 0 where there is neither. */
typedef struct {
  uint32_t leaf_1_ecx, leaf_7_ebx, xcr0;
} belfry_processor;

belfry_processor belfry_this_processor(void);

/* AVX-512F and IFMA, and the registers are saved when threads take turns. */
int belfry_has_ifma(const belfry_processor *processor);

/* AVX2, likewise. */
int belfry_has_avx2(const belfry_processor *processor);

#endif

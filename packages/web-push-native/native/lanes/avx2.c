/* Four lanes with AVX2. Everything in here runs only where the processor and the system have it (processor.c). */

#include "lanes.h"

#if BELFRY_HAS_X86_LANES

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC target("avx2")
#endif

#include "vector-avx2.h"

#include "field-29.h"
#include "field.h"

#include "curve.h"
#include "pairs.h"

#ifdef __clang__
#pragma clang attribute pop
#endif

const belfry_lanes belfry_lanes_avx2 = {
    .name = "avx2",
    .number = 2,
    .runs_on = belfry_has_avx2,
    .lanes = LANES,
    .cost = 27,
    .limbs = LIMBS,
    .workspace_size = sizeof(workspace),
    .encode = encode,
    .work = work,
};

#endif

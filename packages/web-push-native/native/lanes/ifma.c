/* Eight lanes with AVX-512 IFMA. Everything in here runs only where the processor and the system have it (processor.c). */

#include "lanes.h"

#if BELFRY_HAS_X86_LANES

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512ifma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512ifma")
#endif

#include "vector-ifma.h"

#include "field-52.h"
#include "field.h"

#include "curve.h"
#include "pairs.h"

#ifdef __clang__
#pragma clang attribute pop
#endif

const belfry_lanes belfry_lanes_ifma = {
    .name = "ifma",
    .number = 1,
    .runs_on = belfry_has_ifma,
    .lanes = LANES,
    .cost = 14,
    .limbs = LIMBS,
    .workspace_size = sizeof(workspace),
    .encode = encode,
    .work = work,
};

#endif

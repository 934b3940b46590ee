/* Eight lanes in portable C. */

#include "lanes.h"

#if BELFRY_HAS_LANES

#include "vector-portable.h"

#include "field-52.h"
#include "field.h"

#include "curve.h"
#include "pairs.h"

const belfry_lanes belfry_lanes_portable = {
    .name = "portable",
    .number = 0,
    .lanes = LANES,
    /* slower than OpenSSL: used only when asked for */
    .cost = 0,
    .limbs = LIMBS,
    .workspace_size = sizeof(workspace),
    .encode = encode,
    .work = work,
};

#endif

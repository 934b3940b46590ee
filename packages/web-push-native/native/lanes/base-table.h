/* Odd multiples of 2^(7 i) times the generator, for each way to lay out limbs; public. */

#ifndef BELFRY_BASE_TABLE_H
#define BELFRY_BASE_TABLE_H

#include "lanes.h"

/* Made once a process, in about 20 ms, and kept; NULL when there is no memory. Any thread may ask. */
const uint64_t *belfry_base_table(const belfry_lanes *lanes);

#endif

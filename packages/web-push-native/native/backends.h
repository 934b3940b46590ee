/* The implementations of the curve for this machine, the fastest first. */

#ifndef BELFRY_BACKENDS_H
#define BELFRY_BACKENDS_H

#include "lanes/lanes.h"

typedef struct {
  const char *name;
  /* as JavaScript names it: its place in the order of speed */
  uint32_t number;
  /* NULL for OpenSSL */
  const belfry_lanes *lanes;
} belfry_backend;

enum { BELFRY_MOST_BACKENDS = 4 };

/* NULL where there is none with this number, or it does not run on this processor. */
const belfry_backend *belfry_backend_at(uint32_t number);

#endif

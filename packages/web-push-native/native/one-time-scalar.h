/*
 * The scalar of a key that is used for one message and forgotten. It is drawn here, or is the published example's: no
 * other can be passed in, such as that of a VAPID key, which lives long and which vector code must never touch.
 */

#ifndef BELFRY_ONE_TIME_SCALAR_H
#define BELFRY_ONE_TIME_SCALAR_H

#include <stddef.h>
#include <stdint.h>

enum { BELFRY_SCALAR_WORDS = 4, BELFRY_SCALAR_LENGTH = 32 };

/* From 1 to the order - 1, the lowest word first. Only one-time-scalar.c writes to it. */
typedef struct {
  uint64_t word[BELFRY_SCALAR_WORDS];
} belfry_one_time_scalar;

/* Draws `count` of them; returns 0 where there is no randomness. */
int belfry_draw_scalars(belfry_one_time_scalar *scalars, size_t count);

/* The sender's in the example of RFC 8291, appendix A. */
belfry_one_time_scalar belfry_example_scalar(void);

/* An odd number, the scalar or the order less it, without its lowest bit; and all ones where it is the latter. */
typedef struct {
  uint64_t word[BELFRY_SCALAR_WORDS];
  uint64_t negative;
} belfry_half_scalar;

belfry_half_scalar belfry_halve(const belfry_one_time_scalar *scalar);

#endif

/*
 * The curve's part of many messages side by side: for each a key pair that is used once, and the secret it agrees upon
 * with the subscription's key. Only such keys: a scalar gets in here from one-time-keys.c alone, which draws it.
 */

#ifndef BELFRY_LANES_H
#define BELFRY_LANES_H

#include <stddef.h>
#include <stdint.h>

#include "processor.h"

/* Messages that are computed together share two inversions. */
enum { BELFRY_PAIRS = 64, BELFRY_WORDS = 4 };

/* Numbers of 256 bits: word by word, the lowest first, and in each the pairs side by side. */
typedef uint64_t belfry_numbers[BELFRY_WORDS][BELFRY_PAIRS];

typedef struct {
  /* in: how many there are; those up to the next multiple of the lanes are worked on too */
  size_t count;
  /* in: the other side's point */
  belfry_numbers point_x, point_y;
  /* in: of the scalar or, where that is even, of the order less the scalar: what is left without the lowest bit */
  belfry_numbers half;
  /* in: all ones where it is the order less the scalar */
  uint64_t negative[BELFRY_PAIRS];
  /* out: the scalar's product with the generator, and the x of that with the point */
  belfry_numbers public_x, public_y, shared_x;
  /* out, a bit for each: the point is not on the curve; a result is not, and is not to be used */
  uint64_t off_curve, unsound;
} belfry_pairs;

/* How the generator's scalar is cut: 37 digits of 7 bits, odd and with a sign. */
enum { BELFRY_BASE_WINDOW = 7, BELFRY_BASE_WINDOWS = 37, BELFRY_BASE_ENTRIES = 64 };

/* One implementation: the same code over another vector type. */
typedef struct {
  const char *name;
  /* 0, 1, 2: which this is */
  unsigned number;
  /* NULL where it runs on every processor */
  int (*runs_on)(const belfry_processor *processor);
  /* messages side by side */
  size_t lanes;
  /* their time together, in tenths of one message's by OpenSSL */
  size_t cost;
  /* of a number of 256 bits */
  size_t limbs;
  size_t workspace_size;
  /*
   * Writes the limbs of as many points as there are lanes to a window of the generator's table: x and 2 y, and of each
   * number limb by limb, BELFRY_BASE_ENTRIES of each. `limbs` is where the first of these points' lowest limb goes.
   */
  void (*encode)(const belfry_pairs *points, uint64_t *limbs);
  /* `table` is the generator's, see base-table.c; `workspace` is aligned to 64 bytes and holds secrets afterwards. */
  void (*work)(const uint64_t *table, void *workspace, belfry_pairs *pairs);
} belfry_lanes;

/* Products of 128 bits, and functions whose target is their own: so that one binary runs on every processor of a kind. */
#if defined(__GNUC__) && defined(__SIZEOF_INT128__)
#define BELFRY_HAS_LANES 1
#else
#define BELFRY_HAS_LANES 0
#endif
#if BELFRY_HAS_LANES && defined(__x86_64__)
#define BELFRY_HAS_X86_LANES 1
#else
#define BELFRY_HAS_X86_LANES 0
#endif

#if BELFRY_HAS_LANES
extern const belfry_lanes belfry_lanes_portable;
#endif
#if BELFRY_HAS_X86_LANES
extern const belfry_lanes belfry_lanes_ifma;
extern const belfry_lanes belfry_lanes_avx2;
#endif

#endif

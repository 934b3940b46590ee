/*
 * Runs the whole algorithm on intervals: every point and every scalar at once. Exits with 0 when each limb stays within
 * its bounds on every path; there is only one path, as nothing depends on a secret.
 */

#include "../../native/lanes/lanes.h"
#include "vector-interval.h"

#include FIELD

#include "../../native/lanes/field.h"

#include "../../native/lanes/curve.h"
#include "../../native/lanes/pairs.h"

/* The largest value of an element in units of p, by its top limb. */
static double in_p(fe a) { return (double)(a.limb[LIMBS - 1].hi + 1) / (double)FE_P[LIMBS - 1]; }

int main(void) {
  static belfry_pairs pairs;
  static workspace space;
  table_length = (size_t)BELFRY_BASE_WINDOWS * 2 * LIMBS * BELFRY_BASE_ENTRIES;
  uint64_t *table = calloc(table_length, sizeof(*table));
  table_begin = table;
  table_content = calloc(table_length, sizeof(*table_content));
  for (size_t window = 0; window < BELFRY_BASE_WINDOWS; window++) {
    for (size_t i = 0; i < BELFRY_BASE_ENTRIES; i++) {
      encode(&pairs, table + window * 2 * LIMBS * BELFRY_BASE_ENTRIES + i);
    }
  }
  pairs.count = MOST_COLUMNS;
  work(table, &space, &pairs);
  const jacobian *product = &space.columns[0].product;
  printf("largest sum 2^%.2f, largest factor 2^%.2f; a product has x < %.3f p, w < %.3f p, z < %.3f p\n",
         __builtin_log2((double)largest_sum), __builtin_log2((double)largest_factor + 1),
         in_p(product->x), in_p(product->w), in_p(product->z));
  return 0;
}

#include "base-table.h"

#include <string.h>

#define OPENSSL_NO_DEPRECATED
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

/*
 * OpenSSL computes the points, so that the table does not rest on the code that uses it; 2,368 points would be half a
 * megabyte of source that nobody reads. Written once, under OpenSSL's lock, and only read from then on.
 */

enum { ALIGNMENT = 64 };

typedef struct {
  const EC_GROUP *curve;
  BN_CTX *numbers;
  BIGNUM *x, *y;
  /* 2^(7 i) times the generator, twice that, and the present entry */
  EC_POINT *step, *twice, *entry;
} multiples;

static size_t words_of(const belfry_lanes *lanes) {
  return BELFRY_BASE_WINDOWS * 2 * lanes->limbs * BELFRY_BASE_ENTRIES;
}

static void write_number(belfry_numbers numbers, size_t lane, const uint8_t bytes[32]) {
  for (size_t word = 0; word < BELFRY_WORDS; word++) {
    uint64_t value = 0;
    for (size_t i = 0; i < 8; i++) value |= (uint64_t)bytes[word * 8 + i] << (8 * i);
    numbers[word][lane] = value;
  }
}

static int write_entry(multiples *m, belfry_pairs *points, size_t lane) {
  uint8_t x[32], y[32];
  if (EC_POINT_get_affine_coordinates(m->curve, m->entry, m->x, m->y, m->numbers) != 1 ||
      BN_bn2lebinpad(m->x, x, sizeof(x)) < 0 || BN_bn2lebinpad(m->y, y, sizeof(y)) < 0) {
    return 0;
  }
  write_number(points->point_x, lane, x);
  write_number(points->point_y, lane, y);
  return 1;
}

/* Leaves the next window's step in `m`. */
static int write_window(multiples *m, const belfry_lanes *lanes, uint64_t *window) {
  belfry_pairs points;
  if (EC_POINT_copy(m->entry, m->step) != 1 ||
      EC_POINT_dbl(m->curve, m->twice, m->step, m->numbers) != 1) {
    return 0;
  }
  for (size_t i = 0; i < BELFRY_BASE_ENTRIES; i++) {
    if (!write_entry(m, &points, i % lanes->lanes) ||
        EC_POINT_add(m->curve, m->entry, m->entry, m->twice, m->numbers) != 1) {
      return 0;
    }
    if ((i + 1) % lanes->lanes == 0) lanes->encode(&points, window + i + 1 - lanes->lanes);
  }
  for (int i = 0; i < BELFRY_BASE_WINDOW; i++) {
    if (EC_POINT_dbl(m->curve, m->step, m->step, m->numbers) != 1) return 0;
  }
  return 1;
}

static int write_table(const belfry_lanes *lanes, uint64_t *table) {
  EC_GROUP *curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  if (curve == NULL) return 0;
  multiples m = {curve,           BN_CTX_new(),        BN_new(),           BN_new(),
                 EC_POINT_new(curve), EC_POINT_new(curve), EC_POINT_new(curve)};
  int is_written = m.numbers != NULL && m.x != NULL && m.y != NULL && m.step != NULL &&
                   m.twice != NULL && m.entry != NULL &&
                   EC_POINT_copy(m.step, EC_GROUP_get0_generator(curve)) == 1;
  for (size_t i = 0; is_written && i < BELFRY_BASE_WINDOWS; i++) {
    const size_t length = 2 * lanes->limbs * BELFRY_BASE_ENTRIES;
    is_written = write_window(&m, lanes, table + i * length);
  }
  EC_POINT_free(m.step);
  EC_POINT_free(m.twice);
  EC_POINT_free(m.entry);
  BN_free(m.x);
  BN_free(m.y);
  BN_CTX_free(m.numbers);
  EC_GROUP_free(curve);
  return is_written;
}

/* Kept for as long as the process runs. `memory` holds what was allocated, whose aligned part the table is. */
typedef struct {
  void *memory;
  uint64_t *words;
} aligned_table;

static void make_table(const belfry_lanes *lanes, aligned_table *table) {
  table->memory = OPENSSL_zalloc(words_of(lanes) * sizeof(uint64_t) + ALIGNMENT);
  if (table->memory == NULL) return;
  const uintptr_t past = (uintptr_t)table->memory % ALIGNMENT;
  table->words = (uint64_t *)((uint8_t *)table->memory + ALIGNMENT - past);
  if (!write_table(lanes, table->words)) table->words = NULL;
}

#if BELFRY_HAS_LANES
static aligned_table portable;
static CRYPTO_ONCE portable_once = CRYPTO_ONCE_STATIC_INIT;
static void make_portable(void) { make_table(&belfry_lanes_portable, &portable); }
#endif

#if BELFRY_HAS_X86_LANES
static aligned_table ifma;
static CRYPTO_ONCE ifma_once = CRYPTO_ONCE_STATIC_INIT;
static void make_ifma(void) { make_table(&belfry_lanes_ifma, &ifma); }
static aligned_table avx2;
static CRYPTO_ONCE avx2_once = CRYPTO_ONCE_STATIC_INIT;
static void make_avx2(void) { make_table(&belfry_lanes_avx2, &avx2); }
#endif

const uint64_t *belfry_base_table(const belfry_lanes *lanes) {
#if BELFRY_HAS_X86_LANES
  if (lanes == &belfry_lanes_ifma) {
    return CRYPTO_THREAD_run_once(&ifma_once, make_ifma) == 1 ? ifma.words : NULL;
  }
  if (lanes == &belfry_lanes_avx2) {
    return CRYPTO_THREAD_run_once(&avx2_once, make_avx2) == 1 ? avx2.words : NULL;
  }
#endif
#if BELFRY_HAS_LANES
  if (lanes == &belfry_lanes_portable) {
    return CRYPTO_THREAD_run_once(&portable_once, make_portable) == 1 ? portable.words : NULL;
  }
#endif
  return NULL;
}

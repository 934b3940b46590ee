#include "agree.h"

#include <string.h>

#define OPENSSL_NO_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "lanes/base-table.h"

#ifdef __STDC_NO_ATOMICS__
/* Such compilers have no lanes either, and so none of their faults. */
typedef unsigned atomic_uint;
#define atomic_load(from) (*(from))
#define atomic_fetch_or(to, bits) (*(to) |= (bits))
#else
#include <stdatomic.h>
#endif

enum {
  ALIGNMENT = 64,
  /* On average one message in so many, at random, is computed by OpenSSL too: 0.2 us a message. */
  COMPARED = 256
};

/* The example of RFC 8291, appendix A, is the known answer. */
static const uint64_t KNOWN_POINT_X[BELFRY_WORDS] = {0xb7b186a533391731, 0x6c11cebe555f89bc,
                                                     0x551aaf1ed0f4cd36, 0x2571b2becdfde360};
static const uint64_t KNOWN_POINT_Y[BELFRY_WORDS] = {0x46990db682008b0e, 0xced577ca59187e92,
                                                     0xd30479b86e3c8f8e, 0x68ece2ebe018597b};
static const uint64_t KNOWN_PUBLIC_X[BELFRY_WORDS] = {0xb9a59a5328648220, 0x8f41306d920732db,
                                                      0x4db55823f73b5494, 0xfe33f4ab0dea7191};
static const uint64_t KNOWN_PUBLIC_Y[BELFRY_WORDS] = {0xe8f06bbb78e5ec0f, 0x3973002f3012a28a,
                                                      0x1c227998580992e9, 0x0e597a7b7bc260ba};
static const uint64_t KNOWN_SHARED_X[BELFRY_WORDS] = {0x4a592727aef6912b, 0x3441eb6600099861,
                                                      0x33837b0cd995911c, 0x932acbd632083871};

struct belfry_agreer {
  belfry_openssl_curve *openssl;
  const belfry_lanes *lanes;
  const uint64_t *table;
  void *memory;
  void *workspace;
  /* messages until one is compared */
  size_t until_compared;
  /* the secrets outside the workspace */
  belfry_pairs pairs;
  belfry_one_time_scalar scalars[BELFRY_GROUP];
  struct {
    uint8_t public_point[BELFRY_POINT_LENGTH], shared[BELFRY_SECRET_LENGTH];
  } compared;
};

/* Which implementations erred; set once and for all, and the only thing that threads share. */
static atomic_uint faulty;

static unsigned bit_of(const belfry_lanes *lanes) {
  return lanes == NULL ? 0 : 1u << lanes->number;
}

int belfry_is_faulty(const belfry_lanes *lanes) {
  return (atomic_load(&faulty) & bit_of(lanes)) != 0;
}

static size_t next_compared(void) {
  uint16_t random = 0;
  return RAND_bytes((uint8_t *)&random, sizeof(random)) == 1 ? random % (2 * COMPARED) : COMPARED;
}

belfry_agreer *belfry_agreer_new(const belfry_lanes *lanes) {
  belfry_agreer *a = OPENSSL_zalloc(sizeof(*a));
  if (a == NULL || (a->openssl = belfry_openssl_curve_new()) == NULL) {
    OPENSSL_free(a);
    return NULL;
  }
  a->until_compared = next_compared();
  if (lanes == NULL || belfry_is_faulty(lanes)) return a;
  a->table = belfry_base_table(lanes);
  a->memory = OPENSSL_zalloc(lanes->workspace_size + ALIGNMENT);
  if (a->table == NULL || a->memory == NULL) {
    belfry_agreer_free(a);
    return NULL;
  }
  a->workspace = (uint8_t *)a->memory + ALIGNMENT - (uintptr_t)a->memory % ALIGNMENT;
  a->lanes = lanes;
  return a;
}

void belfry_agreer_free(belfry_agreer *a) {
  if (a == NULL) return;
  belfry_openssl_curve_free(a->openssl);
  OPENSSL_free(a->memory);
  OPENSSL_clear_free(a, sizeof(*a));
}

static uint64_t read_word(const uint8_t *big_endian, size_t word) {
  uint64_t value = 0;
  for (size_t i = 0; i < 8; i++) value = value << 8 | big_endian[(BELFRY_WORDS - 1 - word) * 8 + i];
  return value;
}

static void write_number(uint8_t *big_endian, const belfry_numbers numbers, size_t lane) {
  for (size_t word = BELFRY_WORDS; word-- > 0; big_endian += 8) {
    const uint64_t value = numbers[word][lane];
    for (size_t i = 0; i < 8; i++) big_endian[i] = (uint8_t)(value >> (56 - 8 * i));
  }
}

static void put_scalar(belfry_pairs *pairs, size_t lane, const belfry_one_time_scalar *scalar) {
  belfry_half_scalar half = belfry_halve(scalar);
  for (size_t i = 0; i < BELFRY_WORDS; i++) pairs->half[i][lane] = half.word[i];
  pairs->negative[lane] = half.negative;
  OPENSSL_cleanse(&half, sizeof(half));
}

static void put_pair(belfry_pairs *pairs, size_t lane, const uint8_t *point,
                     const belfry_one_time_scalar *scalar) {
  for (size_t i = 0; i < BELFRY_WORDS; i++) {
    pairs->point_x[i][lane] = read_word(point + 1, i);
    pairs->point_y[i][lane] = read_word(point + 33, i);
  }
  put_scalar(pairs, lane, scalar);
}

static void put_known(belfry_pairs *pairs, size_t lane) {
  const belfry_one_time_scalar scalar = belfry_example_scalar();
  for (size_t i = 0; i < BELFRY_WORDS; i++) {
    pairs->point_x[i][lane] = KNOWN_POINT_X[i];
    pairs->point_y[i][lane] = KNOWN_POINT_Y[i];
  }
  put_scalar(pairs, lane, &scalar);
}

static int is_known(const belfry_pairs *pairs, size_t lane) {
  uint64_t differs = (pairs->unsound | pairs->off_curve) >> lane & 1;
  for (size_t i = 0; i < BELFRY_WORDS; i++) {
    differs |= (pairs->public_x[i][lane] ^ KNOWN_PUBLIC_X[i]) |
               (pairs->public_y[i][lane] ^ KNOWN_PUBLIC_Y[i]) |
               (pairs->shared_x[i][lane] ^ KNOWN_SHARED_X[i]);
  }
  return differs == 0;
}

static void agree_by_openssl(belfry_agreer *a, belfry_agreement *one, size_t i) {
  one->status =
      belfry_openssl_agree(a->openssl, one->point, &a->scalars[i], one->public_point, one->shared);
}

/* Takes a result over. OpenSSL decides on unsound results, above all an exceptional scalar's, and on refused points. */
static void take_result(belfry_agreer *a, belfry_agreement *one, size_t i) {
  if (((a->pairs.off_curve | a->pairs.unsound) >> i & 1) != 0 || one->point[0] != 4) {
    agree_by_openssl(a, one, i);
    return;
  }
  one->public_point[0] = 4;
  write_number(one->public_point + 1, a->pairs.public_x, i);
  write_number(one->public_point + 33, a->pairs.public_y, i);
  write_number(one->shared, a->pairs.shared_x, i);
  one->status = BELFRY_ENCRYPTED;
}

/* Compares a message now and then: a wrong digit or table entry gives another point, which is on the curve too. */
static int holds_in_samples(belfry_agreer *a, const belfry_agreement *agreements, size_t count) {
  if (a->until_compared >= count) {
    a->until_compared -= count;
    return 1;
  }
  const size_t i = a->until_compared;
  const belfry_agreement *one = &agreements[i];
  a->until_compared = next_compared();
  const belfry_status status = belfry_openssl_agree(
      a->openssl, one->point, &a->scalars[i], a->compared.public_point, a->compared.shared);
  return status == one->status &&
         (status != BELFRY_ENCRYPTED ||
          (memcmp(a->compared.public_point, one->public_point, BELFRY_POINT_LENGTH) == 0 &&
           CRYPTO_memcmp(a->compared.shared, one->shared, BELFRY_SECRET_LENGTH) == 0));
}

/* Returns 0 where the results cannot be trusted. */
static int agree_side_by_side(belfry_agreer *a, belfry_agreement *agreements, size_t count) {
  belfry_pairs *pairs = &a->pairs;
  for (size_t i = 0; i < count; i++) put_pair(pairs, i, agreements[i].point, &a->scalars[i]);
  for (size_t i = count; i == count || i % a->lanes->lanes != 0; i++) put_known(pairs, i);
  pairs->count = count + 1;
  a->lanes->work(a->table, a->workspace, pairs);
  if (!is_known(pairs, count)) return 0;
  for (size_t i = 0; i < count; i++) take_result(a, &agreements[i], i);
  return holds_in_samples(a, agreements, count);
}

static void forget(belfry_agreer *a) {
  OPENSSL_cleanse(&a->pairs, sizeof(a->pairs));
  OPENSSL_cleanse(a->scalars, sizeof(a->scalars));
  OPENSSL_cleanse(&a->compared, sizeof(a->compared));
  if (a->lanes != NULL) OPENSSL_cleanse(a->workspace, a->lanes->workspace_size);
}

/* Unused lanes cost as much as used ones: for one message OpenSSL is faster. */
static int is_worthwhile(const belfry_lanes *lanes, size_t count) {
  return count > 1 && (count / lanes->lanes + 1) * lanes->cost < 10 * count;
}

void belfry_agree(belfry_agreer *a, belfry_agreement *agreements, size_t count, int is_example) {
  if (!is_example && !belfry_draw_scalars(a->scalars, count)) {
    for (size_t i = 0; i < count; i++) agreements[i].status = BELFRY_FAILED;
    return;
  }
  for (size_t i = 0; is_example && i < count; i++) a->scalars[i] = belfry_example_scalar();
  int is_done = 0;
  if (a->lanes != NULL && is_worthwhile(a->lanes, count) && !belfry_is_faulty(a->lanes)) {
    is_done = agree_side_by_side(a, agreements, count);
    if (!is_done) atomic_fetch_or(&faulty, bit_of(a->lanes));
  }
  for (size_t i = 0; !is_done && i < count; i++) agree_by_openssl(a, &agreements[i], i);
  forget(a);
}

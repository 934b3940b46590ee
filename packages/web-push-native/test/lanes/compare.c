/*
 * Compares both multiplications of a back end with OpenSSL's, pair by pair: compare <back end> <pairs> <seed> Scalars
 * are random, or edge cases; points are random, multiples of the generator, or no points.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>

#include "../../native/backends.h"
#include "../../native/lanes/base-table.h"

static EC_GROUP *curve;
static BN_CTX *numbers;
static const BIGNUM *order;
static uint64_t state;

typedef struct {
  BIGNUM *scalar;
  EC_POINT *point;
  uint8_t bytes[65];
  int is_on_curve;
} pair;

static void need(int condition) {
  if (!condition) {
    fprintf(stderr, "OpenSSL failed\n");
    exit(2);
  }
}

/* splitmix64: the same from the same seed */
static uint64_t draw(void) {
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

static void draw_number(BIGNUM *n) {
  uint64_t words[4];
  do {
    for (int i = 0; i < 4; i++) words[i] = draw();
    need(BN_lebin2bn((uint8_t *)words, sizeof(words), n) != NULL);
  } while (BN_is_zero(n) || BN_cmp(n, order) >= 0);
}

/* Small, close to the order, a power of two and a little, long rows of ones or zeros. */
static void draw_edge(BIGNUM *n) {
  const uint64_t kind = draw() % 4;
  if (kind == 0) need(BN_set_word(n, 1 + draw() % 64));
  if (kind == 1) {
    need(BN_set_word(n, 1) && BN_lshift(n, n, (int)(draw() % 256)) && BN_sub_word(n, draw() % 3));
    if (draw() % 2 == 0) need(BN_add_word(n, draw() % 300));
  }
  if (kind == 2) {
    need(BN_set_word(n, 1) && BN_lshift(n, n, (int)(1 + draw() % 200)) && BN_sub_word(n, 1));
    need(BN_lshift(n, n, (int)(draw() % 56)));
  }
  if (kind == 3) {
    draw_number(n);
    for (int i = 0; i < 16; i++) {
      for (int k = 0, at = (int)(draw() % 248); i % 4 == 0 && k < 8; k++) BN_clear_bit(n, at + k);
      for (int k = 0, at = (int)(draw() % 248); i % 4 == 1 && k < 8; k++) BN_set_bit(n, at + k);
    }
  }
  if (draw() % 2 == 0) need(BN_sub(n, order, n));
  need(BN_nnmod(n, n, order, numbers));
  if (BN_is_zero(n)) need(BN_one(n));
}

/* One in 32 is no point: a bit is wrong, a coordinate is not below p, or all is zero. */
static void draw_point(pair *p) {
  BIGNUM *n = BN_new();
  if (draw() % 16 == 0) draw_edge(n);
  else draw_number(n);
  need(EC_POINT_mul(curve, p->point, n, NULL, NULL, numbers));
  need(EC_POINT_point2oct(curve, p->point, POINT_CONVERSION_UNCOMPRESSED, p->bytes, 65, numbers) == 65);
  const uint64_t kind = draw() % 128;
  if (kind == 0) p->bytes[1 + draw() % 64] ^= (uint8_t)(1 << draw() % 8);
  if (kind == 1) memset(p->bytes + 1, 0, 64);
  if (kind == 2) memset(p->bytes + 1 + 32 * (draw() % 2), 0xff, 32);
  if (kind == 3) memset(p->bytes + 1 + 32 * (draw() % 2), 0xff, 4 + draw() % 28);
  p->is_on_curve = EC_POINT_oct2point(curve, p->point, p->bytes, 65, numbers) == 1;
  ERR_clear_error();
  BN_free(n);
}

static void put_bytes(belfry_numbers to, size_t lane, const uint8_t *big_endian) {
  for (size_t i = 0; i < 32; i++) {
    uint8_t *word = (uint8_t *)&to[i / 8][lane];
    word[i % 8] = big_endian[31 - i];
  }
}

static void put_pair(belfry_pairs *pairs, size_t lane, const pair *p) {
  uint8_t bytes[32];
  BIGNUM *half = BN_dup(p->scalar);
  const int is_even = !BN_is_odd(half);
  if (is_even) need(BN_sub(half, order, half));
  need(BN_rshift1(half, half) && BN_bn2binpad(half, bytes, 32) == 32);
  put_bytes(pairs->half, lane, bytes);
  pairs->negative[lane] = is_even ? ~(uint64_t)0 : 0;
  put_bytes(pairs->point_x, lane, p->bytes + 1);
  put_bytes(pairs->point_y, lane, p->bytes + 33);
  BN_free(half);
}

static int has_number(const belfry_numbers from, size_t lane, const BIGNUM *expected) {
  uint8_t bytes[32];
  belfry_numbers wanted;
  need(BN_bn2binpad(expected, bytes, 32) == 32);
  put_bytes(wanted, 0, bytes);
  for (size_t i = 0; i < BELFRY_WORDS; i++) {
    if (from[i][lane] != wanted[i][0]) return 0;
  }
  return 1;
}

/* 2 and the order - 2, where the last addition would be a doubling. */
static int is_exceptional(const BIGNUM *scalar) {
  BIGNUM *other = BN_dup(order);
  need(BN_sub(other, other, scalar));
  const int is = BN_is_word(scalar, 2) || BN_is_word(other, 2);
  BN_free(other);
  return is;
}

static int is_right(const belfry_pairs *pairs, size_t i, const pair *p, EC_POINT *product, BIGNUM *x,
                    BIGNUM *y) {
  if (((pairs->off_curve >> i & 1) == 0) != p->is_on_curve) return 0;
  need(EC_POINT_mul(curve, product, p->scalar, NULL, NULL, numbers) &&
       EC_POINT_get_affine_coordinates(curve, product, x, y, numbers));
  if (!has_number(pairs->public_x, i, x) || !has_number(pairs->public_y, i, y)) return 0;
  if (!p->is_on_curve) return 1;
  if (is_exceptional(p->scalar)) return (pairs->unsound >> i & 1) != 0;
  need(EC_POINT_mul(curve, product, NULL, p->point, p->scalar, numbers) &&
       EC_POINT_get_affine_coordinates(curve, product, x, y, numbers));
  return (pairs->unsound >> i & 1) == 0 && has_number(pairs->shared_x, i, x);
}

static const belfry_lanes *lanes_named(const char *name) {
  for (uint32_t i = 0; i < BELFRY_MOST_BACKENDS; i++) {
    const belfry_backend *backend = belfry_backend_at(i);
    if (backend != NULL && strcmp(backend->name, name) == 0) return backend->lanes;
  }
  return NULL;
}

int main(int argc, char **argv) {
  const belfry_lanes *lanes = argc == 4 ? lanes_named(argv[1]) : NULL;
  if (lanes == NULL) {
    printf("%s does not run on this processor\n", argc == 4 ? argv[1] : "a back end without a name");
    return 77;
  }
  const long count = atol(argv[2]);
  state = strtoull(argv[3], NULL, 10);
  curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  numbers = BN_CTX_new();
  order = EC_GROUP_get0_order(curve);
  const uint64_t *table = belfry_base_table(lanes);
  void *workspace = aligned_alloc(64, (lanes->workspace_size + 63) / 64 * 64);
  EC_POINT *product = EC_POINT_new(curve);
  BIGNUM *x = BN_new(), *y = BN_new();
  static belfry_pairs pairs;
  pair drawn[BELFRY_PAIRS];
  for (int i = 0; i < BELFRY_PAIRS; i++) {
    drawn[i].scalar = BN_new();
    drawn[i].point = EC_POINT_new(curve);
  }
  long wrong = 0, off_curve = 0, unsound = 0;
  for (long done = 0; done < count; done += BELFRY_PAIRS) {
    pairs.count = BELFRY_PAIRS;
    for (size_t i = 0; i < BELFRY_PAIRS; i++) {
      if (draw() % 8 == 0) draw_edge(drawn[i].scalar);
      else draw_number(drawn[i].scalar);
      draw_point(&drawn[i]);
      put_pair(&pairs, i, &drawn[i]);
    }
    lanes->work(table, workspace, &pairs);
    off_curve += __builtin_popcountll(pairs.off_curve);
    unsound += __builtin_popcountll(pairs.unsound);
    for (size_t i = 0; i < BELFRY_PAIRS; i++) {
      if (is_right(&pairs, i, &drawn[i], product, x, y)) continue;
      wrong += 1;
      char *scalar = BN_bn2hex(drawn[i].scalar);
      fprintf(stderr, "wrong: lane %zu, scalar %s, x %02x%02x..., on the curve %d\n", i, scalar,
              drawn[i].bytes[1], drawn[i].bytes[2], drawn[i].is_on_curve);
      OPENSSL_free(scalar);
      if (wrong == 10) return 1;
    }
  }
  for (int i = 0; i < BELFRY_PAIRS; i++) {
    BN_free(drawn[i].scalar);
    EC_POINT_free(drawn[i].point);
  }
  EC_POINT_free(product);
  BN_free(x);
  BN_free(y);
  BN_CTX_free(numbers);
  EC_GROUP_free(curve);
  free(workspace);
  printf("%s: %ld pairs, %ld off the curve, %ld left to OpenSSL, %ld wrong\n", lanes->name, count,
         off_curve, unsound, wrong);
  return wrong == 0 ? 0 : 1;
}

#include "openssl-curve.h"

/* Functions that OpenSSL 3 deprecates are not even declared here. */
#define OPENSSL_NO_DEPRECATED
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>

/*
 * Keys are made and agreed upon by EC_POINT_mul on P-256, which is what EVP_PKEY_generate and EVP_PKEY_derive call in
 * the end: their key objects around it, made and thrown away for each message, cost 6 of 66 us (docs/decisions/0021).
 */
struct belfry_openssl_curve {
  EC_GROUP *group;
  BN_CTX *numbers;
  /* the subscription's key of the present message */
  EC_POINT *subscriber;
  /* the present message's own key, and what it is multiplied to */
  BIGNUM *scalar;
  EC_POINT *product;
  BIGNUM *coordinate;
};

belfry_openssl_curve *belfry_openssl_curve_new(void) {
  belfry_openssl_curve *c = OPENSSL_zalloc(sizeof(*c));
  if (c == NULL) return NULL;
  c->group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  c->numbers = BN_CTX_secure_new();
  c->scalar = BN_secure_new();
  c->coordinate = BN_secure_new();
  if (c->group == NULL || c->numbers == NULL || c->scalar == NULL || c->coordinate == NULL ||
      (c->subscriber = EC_POINT_new(c->group)) == NULL ||
      (c->product = EC_POINT_new(c->group)) == NULL) {
    belfry_openssl_curve_free(c);
    return NULL;
  }
  BN_set_flags(c->scalar, BN_FLG_CONSTTIME);
  return c;
}

void belfry_openssl_curve_free(belfry_openssl_curve *c) {
  if (c == NULL) return;
  BN_clear_free(c->scalar);
  BN_clear_free(c->coordinate);
  EC_POINT_clear_free(c->product);
  EC_POINT_free(c->subscriber);
  BN_CTX_free(c->numbers);
  EC_GROUP_free(c->group);
  OPENSSL_free(c);
}

/*
 * Makes `c->subscriber` the subscription's key; returns 0 for a point that is not on the curve, which decoding finds
 * (P-256 has no other subgroup to fear, and uncompressed there is no point at infinity).
 */
static int read_point(belfry_openssl_curve *c, const uint8_t *point) {
  return point[0] == POINT_CONVERSION_UNCOMPRESSED &&
         EC_POINT_oct2point(c->group, c->subscriber, point, BELFRY_POINT_LENGTH, c->numbers) == 1;
}

static int read_scalar(belfry_openssl_curve *c, const belfry_one_time_scalar *scalar) {
  uint8_t bytes[BELFRY_SCALAR_LENGTH];
  for (int i = 0; i < BELFRY_SCALAR_LENGTH; i++) {
    bytes[i] = (uint8_t)(scalar->word[i / 8] >> (i % 8 * 8));
  }
  const int is_read = BN_lebin2bn(bytes, sizeof(bytes), c->scalar) != NULL;
  OPENSSL_cleanse(bytes, sizeof(bytes));
  return is_read;
}

/* The public half of the message's own key. */
static int write_point(belfry_openssl_curve *c, uint8_t *point) {
  return EC_POINT_mul(c->group, c->product, c->scalar, NULL, NULL, c->numbers) == 1 &&
         EC_POINT_point2oct(c->group, c->product, POINT_CONVERSION_UNCOMPRESSED, point,
                            BELFRY_POINT_LENGTH, c->numbers) == BELFRY_POINT_LENGTH;
}

/* There is no secret at infinity, where asking for it fails. */
static int write_secret(belfry_openssl_curve *c, uint8_t *shared) {
  return EC_POINT_mul(c->group, c->product, NULL, c->subscriber, c->scalar, c->numbers) == 1 &&
         EC_POINT_get_affine_coordinates(c->group, c->product, c->coordinate, NULL, c->numbers) ==
             1 &&
         BN_bn2binpad(c->coordinate, shared, BELFRY_SECRET_LENGTH) == BELFRY_SECRET_LENGTH;
}

belfry_status belfry_openssl_agree(belfry_openssl_curve *c, const uint8_t *point,
                                   const belfry_one_time_scalar *scalar, uint8_t *public_point,
                                   uint8_t *shared) {
  belfry_status status = BELFRY_FAILED;
  if (!read_point(c, point)) {
    status = BELFRY_NOT_ON_CURVE;
  } else if (read_scalar(c, scalar) && write_point(c, public_point) && write_secret(c, shared)) {
    status = BELFRY_ENCRYPTED;
  }
  /* Node may use this thread next: it would take a left-over error for one of its own. */
  if (status != BELFRY_ENCRYPTED) ERR_clear_error();
  BN_clear(c->scalar);
  BN_clear(c->coordinate);
  /* The secret point is overwritten with one that is not. */
  EC_POINT_copy(c->product, EC_GROUP_get0_generator(c->group));
  return status;
}

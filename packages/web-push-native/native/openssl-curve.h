/* The curve's part of one message, by OpenSSL: where there is nothing faster, for a message alone, and to compare with. */

#ifndef BELFRY_OPENSSL_CURVE_H
#define BELFRY_OPENSSL_CURVE_H

#include "one-time-scalar.h"
#include "status.h"

enum { BELFRY_POINT_LENGTH = 65, BELFRY_SECRET_LENGTH = 32 };

/* Owned by one thread at a time. */
typedef struct belfry_openssl_curve belfry_openssl_curve;

belfry_openssl_curve *belfry_openssl_curve_new(void);
void belfry_openssl_curve_free(belfry_openssl_curve *curve);

/* Writes the scalar's public point, and the x of the secret it agrees upon with `point` (SEC 1, section 3.3.1). */
belfry_status belfry_openssl_agree(belfry_openssl_curve *curve, const uint8_t *point,
                                   const belfry_one_time_scalar *scalar, uint8_t *public_point,
                                   uint8_t *shared);

#endif

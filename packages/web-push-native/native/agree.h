/*
 * For each message a key pair that is used once, and the secret it agrees upon with the subscription's key: side by
 * side where the processor can, by OpenSSL where it cannot, for a message alone, and where a result is unsound.
 */

#ifndef BELFRY_AGREE_H
#define BELFRY_AGREE_H

#include "lanes/lanes.h"
#include "openssl-curve.h"

/* One lane of each group is the known answer's. */
enum { BELFRY_GROUP = BELFRY_PAIRS - 1 };

typedef struct {
  /* in: 65 bytes */
  const uint8_t *point;
  /* out: 65 bytes */
  uint8_t *public_point;
  uint8_t shared[BELFRY_SECRET_LENGTH];
  belfry_status status;
} belfry_agreement;

/* Owned by one thread at a time. */
typedef struct belfry_agreer belfry_agreer;

/* `lanes` is NULL for OpenSSL alone. */
belfry_agreer *belfry_agreer_new(const belfry_lanes *lanes);
void belfry_agreer_free(belfry_agreer *agreer);

/* At most BELFRY_GROUP of them. `is_example`: with the scalar of RFC 8291's example, for the self-test. */
void belfry_agree(belfry_agreer *agreer, belfry_agreement *agreements, size_t count, int is_example);

/*
 * Whether an implementation gave a wrong answer in this process: it is then no longer used, as a processor or a memory
 * that errs once may do so again.
 */
int belfry_is_faulty(const belfry_lanes *lanes);

#endif

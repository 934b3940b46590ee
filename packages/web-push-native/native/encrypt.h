/* Message encryption for Web Push (RFC 8291 on RFC 8188). Digests and AES are OpenSSL 3's, nothing that it deprecates. */

#ifndef BELFRY_ENCRYPT_H
#define BELFRY_ENCRYPT_H

#include <stddef.h>
#include <stdint.h>

#include "lanes/lanes.h"
#include "openssl-curve.h"
#include "status.h"

enum {
  BELFRY_AUTH_LENGTH = 16,
  BELFRY_SALT_LENGTH = 16,
  /* salt 16, record size 4, key length 1, key 65 */
  BELFRY_HEADER_LENGTH = 86,
  /* the octet that ends the payload, and the tag */
  BELFRY_RECORD_OVERHEAD = 1 + 16,
  BELFRY_MAX_PADDED_LENGTH = 3993
};

/* The lengths must be right: payload_length <= padded_length <= BELFRY_MAX_PADDED_LENGTH. */
typedef struct {
  const uint8_t *point;
  const uint8_t *auth;
  const uint8_t *payload;
  size_t payload_length;
  /* of payload and padding */
  size_t padded_length;
  /* out: belfry_body_length(padded_length) bytes, zeros where there is no body */
  uint8_t *body;
  belfry_status status;
} belfry_message;

/* The state that is reused from message to message. Owned by one thread at a time. */
typedef struct belfry_encryptor belfry_encryptor;

/* `lanes` is NULL for OpenSSL alone. */
belfry_encryptor *belfry_encryptor_new(const belfry_lanes *lanes);
void belfry_encryptor_free(belfry_encryptor *encryptor);

size_t belfry_body_length(size_t padded_length);

void belfry_encrypt(belfry_encryptor *encryptor, belfry_message *messages, size_t count);

/* The same with the scalar and the salt of RFC 8291's example, for the self-test. */
void belfry_encrypt_example(belfry_encryptor *encryptor, belfry_message *messages, size_t count);

#endif

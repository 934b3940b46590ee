/* Message encryption for Web Push (RFC 8291 on RFC 8188), with OpenSSL 3, and nothing that it deprecates. */

#ifndef BELFRY_ENCRYPT_H
#define BELFRY_ENCRYPT_H

#include <stddef.h>
#include <stdint.h>

enum {
  BELFRY_POINT_LENGTH = 65,
  BELFRY_AUTH_LENGTH = 16,
  BELFRY_SALT_LENGTH = 16,
  BELFRY_SCALAR_LENGTH = 32,
  /* salt 16, record size 4, key length 1, key 65 */
  BELFRY_HEADER_LENGTH = 86,
  /* the octet that ends the payload, and the tag */
  BELFRY_RECORD_OVERHEAD = 1 + 16,
  BELFRY_MAX_PADDED_LENGTH = 3993
};

typedef enum {
  BELFRY_ENCRYPTED = 0,
  BELFRY_NOT_ON_CURVE = 1,
  /* out of memory, or no randomness: nothing the message is to blame for */
  BELFRY_FAILED = 2
} belfry_status;

typedef struct {
  const uint8_t *point;
  const uint8_t *auth;
  const uint8_t *payload;
  size_t payload_length;
  /* payload and padding, at most BELFRY_MAX_PADDED_LENGTH */
  size_t padded_length;
} belfry_message;

/* What is random otherwise, to reproduce a known message. */
typedef struct {
  const uint8_t *salt;
  const uint8_t *scalar;
} belfry_known;

/* What can be reused from message to message. Owned by one thread at a time; there is no global state. */
typedef struct belfry_encryptor belfry_encryptor;

belfry_encryptor *belfry_encryptor_new(void);
void belfry_encryptor_free(belfry_encryptor *encryptor);

/* The length of a body: belfry_body_length(padded_length) bytes are written. */
size_t belfry_body_length(size_t padded_length);

/* Writes the body, or zeros where it cannot. `known` is NULL but for known messages. */
belfry_status belfry_encrypt(belfry_encryptor *encryptor, const belfry_message *message,
                             const belfry_known *known, uint8_t *body);

#endif

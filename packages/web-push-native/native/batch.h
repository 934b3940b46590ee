/* A batch as it comes from JavaScript: raw bytes that src/pack-batch.ts of web-push lays out. */

#ifndef BELFRY_BATCH_H
#define BELFRY_BATCH_H

#define NAPI_VERSION 8
#include <node_api.h>

#include "encrypt.h"
#include "backends.h"

/* of a row of the table: payload offset, payload length, padded length */
enum { BELFRY_COLUMNS = 3 };

typedef struct {
  const belfry_backend *backend;
  size_t count;
  const uint8_t *keys;
  const uint32_t *table;
  const uint8_t *payloads;
  uint8_t *bodies;
  uint8_t *statuses;
} belfry_batch;

/* Reads (keys, table, payloads, bodies, statuses, backend); leaves an exception when they do not fit together. */
int belfry_read_batch(napi_env env, napi_value *args, belfry_batch *b);

/* The length of the bodies of messages `from` to `to`. */
size_t belfry_bodies_length(const belfry_batch *b, size_t from, size_t to);

/* Encrypts messages `from` to `to`; `body` is where the first of them goes. Without an encryptor they fail. */
void belfry_encrypt_range(belfry_encryptor *encryptor, const belfry_batch *b, size_t from,
                          size_t to, uint8_t *body, int is_example);

#endif

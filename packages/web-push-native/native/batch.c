#include "batch.h"

#include "agree.h"

enum { KEYS_LENGTH = BELFRY_POINT_LENGTH + BELFRY_AUTH_LENGTH };

void belfry_encrypt_range(belfry_encryptor *encryptor, const belfry_batch *b, size_t from, size_t to,
                          uint8_t *body, int is_example) {
  belfry_message messages[BELFRY_GROUP];
  while (from < to) {
    const size_t count = to - from < BELFRY_GROUP ? to - from : BELFRY_GROUP;
    for (size_t i = 0; i < count; i++) {
      const uint32_t *row = b->table + (from + i) * BELFRY_COLUMNS;
      const uint8_t *keys = b->keys + (from + i) * KEYS_LENGTH;
      messages[i] = (belfry_message){
          .point = keys,
          .auth = keys + BELFRY_POINT_LENGTH,
          .payload = b->payloads + row[0],
          .payload_length = row[1],
          .padded_length = row[2],
          .body = body,
          .status = BELFRY_FAILED,
      };
      body += belfry_body_length(row[2]);
    }
    if (encryptor != NULL && is_example) belfry_encrypt_example(encryptor, messages, count);
    else if (encryptor != NULL) belfry_encrypt(encryptor, messages, count);
    for (size_t i = 0; i < count; i++) b->statuses[from + i] = (uint8_t)messages[i].status;
    from += count;
  }
}

size_t belfry_bodies_length(const belfry_batch *b, size_t from, size_t to) {
  size_t length = 0;
  for (size_t i = from; i < to; i++) length += belfry_body_length(b->table[i * BELFRY_COLUMNS + 2]);
  return length;
}

static int read_bytes(napi_env env, napi_value value, napi_typedarray_type wanted, void **data,
                      size_t *length) {
  bool is_typed_array = false;
  napi_typedarray_type type;
  return napi_is_typedarray(env, value, &is_typed_array) == napi_ok && is_typed_array &&
         napi_get_typedarray_info(env, value, &type, length, data, NULL, NULL) == napi_ok &&
         type == wanted;
}

int belfry_read_batch(napi_env env, napi_value *args, belfry_batch *b) {
  size_t keys, table, payloads, bodies;
  uint32_t backend = 0;
  int fits = napi_get_value_uint32(env, args[5], &backend) == napi_ok &&
             (b->backend = belfry_backend_at(backend)) != NULL &&
             read_bytes(env, args[0], napi_uint8_array, (void **)&b->keys, &keys) &&
             read_bytes(env, args[1], napi_uint32_array, (void **)&b->table, &table) &&
             read_bytes(env, args[2], napi_uint8_array, (void **)&b->payloads, &payloads) &&
             read_bytes(env, args[3], napi_uint8_array, (void **)&b->bodies, &bodies) &&
             read_bytes(env, args[4], napi_uint8_array, (void **)&b->statuses, &b->count) &&
             keys / KEYS_LENGTH == b->count && keys % KEYS_LENGTH == 0 &&
             table / BELFRY_COLUMNS == b->count && table % BELFRY_COLUMNS == 0;
  for (size_t i = 0; fits && i < b->count; i++) {
    const uint32_t *row = b->table + i * BELFRY_COLUMNS;
    fits = row[0] <= payloads && row[1] <= payloads - row[0] && row[1] <= row[2] &&
           row[2] <= BELFRY_MAX_PADDED_LENGTH;
  }
  if (!fits || belfry_bodies_length(b, 0, b->count) != bodies) {
    napi_throw_range_error(env, "ERR_INVALID_BATCH", "the buffers of the batch do not fit together");
    return 0;
  }
  return 1;
}

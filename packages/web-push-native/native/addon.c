/*
 * The N-API side: encrypts a batch in this thread, or in ranges on the thread pool. What crosses is raw bytes that
 * src/pack-batch.ts lays out; each length is checked again here, and nothing is shared between environments.
 */

#include <stdlib.h>
#include <string.h>

#define NAPI_VERSION 8
#include <node_api.h>

#include "encrypt.h"

enum {
  KEYS_LENGTH = BELFRY_POINT_LENGTH + BELFRY_AUTH_LENGTH,
  /* payload offset, payload length, padded length */
  COLUMNS = 3,
  /* as in src/load-binding.ts: counts up when the functions change */
  INTERFACE_VERSION = 2,
  MAX_JOBS = 64
};

typedef struct {
  size_t count;
  const uint8_t *keys;
  const uint32_t *table;
  const uint8_t *payloads;
  uint8_t *bodies;
  uint8_t *statuses;
} batch;

typedef struct pending pending;

typedef struct {
  pending *owner;
  napi_async_work work;
  size_t from, to;
  uint8_t *body;
} job;

/* A batch on the thread pool. Only `encrypt_job` runs there; all else in the thread of the environment. */
struct pending {
  batch batch;
  napi_ref buffers;
  napi_deferred deferred;
  int failed;
  size_t running;
  /* and after them a table of their own */
  job jobs[];
};

/* Encrypts messages `from` to `to`; `body` is where the first of them goes. */
static void encrypt_range(const batch *b, size_t from, size_t to, uint8_t *body) {
  belfry_encryptor *encryptor = belfry_encryptor_new();
  for (size_t i = from; i < to; i++) {
    const uint32_t *row = b->table + i * COLUMNS;
    const uint8_t *keys = b->keys + i * KEYS_LENGTH;
    const belfry_message message = {
        .point = keys,
        .auth = keys + BELFRY_POINT_LENGTH,
        .payload = b->payloads + row[0],
        .payload_length = row[1],
        .padded_length = row[2],
    };
    b->statuses[i] = (uint8_t)(encryptor == NULL ? BELFRY_FAILED
                                                 : belfry_encrypt(encryptor, &message, NULL, body));
    body += belfry_body_length(row[2]);
  }
  belfry_encryptor_free(encryptor);
}

static size_t bodies_length(const batch *b, size_t from, size_t to) {
  size_t length = 0;
  for (size_t i = from; i < to; i++) length += belfry_body_length(b->table[i * COLUMNS + 2]);
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

/* Reads (keys, table, payloads, bodies, statuses); leaves an exception when they do not fit together. */
static int read_batch(napi_env env, napi_value *args, batch *b) {
  size_t keys, table, payloads, bodies;
  int fits = read_bytes(env, args[0], napi_uint8_array, (void **)&b->keys, &keys) &&
             read_bytes(env, args[1], napi_uint32_array, (void **)&b->table, &table) &&
             read_bytes(env, args[2], napi_uint8_array, (void **)&b->payloads, &payloads) &&
             read_bytes(env, args[3], napi_uint8_array, (void **)&b->bodies, &bodies) &&
             read_bytes(env, args[4], napi_uint8_array, (void **)&b->statuses, &b->count) &&
             keys / KEYS_LENGTH == b->count && keys % KEYS_LENGTH == 0 &&
             table / COLUMNS == b->count && table % COLUMNS == 0;
  for (size_t i = 0; fits && i < b->count; i++) {
    const uint32_t *row = b->table + i * COLUMNS;
    fits = row[0] <= payloads && row[1] <= payloads - row[0] && row[1] <= row[2] &&
           row[2] <= BELFRY_MAX_PADDED_LENGTH;
  }
  if (!fits || bodies_length(b, 0, b->count) != bodies) {
    napi_throw_range_error(env, "ERR_INVALID_BATCH", "the buffers of the batch do not fit together");
    return 0;
  }
  return 1;
}

static void encrypt_job(napi_env env, void *data) {
  (void)env;
  job *j = data;
  encrypt_range(&j->owner->batch, j->from, j->to, j->body);
}

static void settle(napi_env env, pending *p) {
  napi_value result = NULL;
  /* Every one of these fails when the environment is going down: then nobody waits, and only memory counts. */
  if (p->failed) {
    napi_value message = NULL;
    napi_create_string_utf8(env, "the batch was cancelled", NAPI_AUTO_LENGTH, &message);
    napi_create_error(env, NULL, message, &result);
    napi_reject_deferred(env, p->deferred, result);
  } else {
    napi_get_undefined(env, &result);
    napi_resolve_deferred(env, p->deferred, result);
  }
  napi_delete_reference(env, p->buffers);
  free(p);
}

static void finish_job(napi_env env, napi_status status, void *data) {
  job *j = data;
  pending *p = j->owner;
  if (status != napi_ok) p->failed = 1;
  napi_delete_async_work(env, j->work);
  p->running -= 1;
  if (p->running == 0) settle(env, p);
}

/* Gives a range to the thread pool; where that does not work, does it here. */
static void start_job(napi_env env, napi_value name, job *j) {
  if (napi_create_async_work(env, NULL, name, encrypt_job, finish_job, j, &j->work) == napi_ok) {
    if (napi_queue_async_work(env, j->work) == napi_ok) return;
    napi_delete_async_work(env, j->work);
  }
  encrypt_job(env, j);
  j->owner->running -= 1;
}

/* Holds the five buffers until the batch is done. */
static napi_ref hold(napi_env env, napi_value *args) {
  napi_ref reference = NULL;
  napi_value list;
  if (napi_create_array_with_length(env, 5, &list) != napi_ok) return NULL;
  for (uint32_t i = 0; i < 5; i++) {
    if (napi_set_element(env, list, i, args[i]) != napi_ok) return NULL;
  }
  napi_create_reference(env, list, 1, &reference);
  return reference;
}

/* encryptBatch(keys, table, payloads, bodies, statuses, jobs): Promise<void> */
static napi_value encrypt_batch(napi_env env, napi_callback_info info) {
  size_t argc = 6;
  napi_value args[6], promise, name;
  uint32_t jobs = 0;
  batch b = {0};
  if (napi_get_cb_info(env, info, &argc, args, NULL, NULL) != napi_ok ||
      !read_batch(env, args, &b)) {
    return NULL;
  }
  if (napi_get_value_uint32(env, args[5], &jobs) != napi_ok || jobs < 1 || jobs > MAX_JOBS) {
    napi_throw_range_error(env, "ERR_INVALID_BATCH", "a batch is split into 1 to 64 jobs");
    return NULL;
  }
  const size_t table_size = b.count * COLUMNS * sizeof(uint32_t);
  pending *p = calloc(1, sizeof(pending) + jobs * sizeof(job) + table_size);
  if (p == NULL || (p->buffers = hold(env, args)) == NULL ||
      napi_create_string_utf8(env, "belfry:encryptBatch", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_promise(env, &p->deferred, &promise) != napi_ok) {
    if (p != NULL && p->buffers != NULL) napi_delete_reference(env, p->buffers);
    free(p);
    napi_throw_error(env, NULL, "out of memory");
    return NULL;
  }
  /* A copy, since the checked lengths must still be right when the threads read them, whatever becomes of the caller's. */
  uint32_t *table = (uint32_t *)(p->jobs + jobs);
  if (table_size > 0) memcpy(table, b.table, table_size);
  b.table = table;
  p->batch = b;
  /* One more, so that nothing is settled while jobs are still being started. */
  p->running = jobs + 1;
  uint8_t *body = b.bodies;
  for (size_t i = 0; i < jobs; i++) {
    job *j = &p->jobs[i];
    j->owner = p;
    j->from = b.count * i / jobs;
    j->to = b.count * (i + 1) / jobs;
    j->body = body;
    body += bodies_length(&b, j->from, j->to);
    start_job(env, name, j);
  }
  p->running -= 1;
  if (p->running == 0) settle(env, p);
  return promise;
}

/* encryptBatchSync(keys, table, payloads, bodies, statuses): void */
static napi_value encrypt_batch_sync(napi_env env, napi_callback_info info) {
  size_t argc = 5;
  napi_value args[5];
  batch b = {0};
  if (napi_get_cb_info(env, info, &argc, args, NULL, NULL) == napi_ok && read_batch(env, args, &b)) {
    encrypt_range(&b, 0, b.count, b.bodies);
  }
  return NULL;
}

/* encryptKnown(keys, table, payloads, bodies, statuses, salt, scalar): void, for the self-test */
static napi_value encrypt_known(napi_env env, napi_callback_info info) {
  size_t argc = 7, salt = 0, scalar = 0;
  napi_value args[7];
  batch b = {0};
  belfry_known known = {0};
  if (napi_get_cb_info(env, info, &argc, args, NULL, NULL) != napi_ok ||
      !read_batch(env, args, &b)) {
    return NULL;
  }
  if (b.count != 1 ||
      !read_bytes(env, args[5], napi_uint8_array, (void **)&known.salt, &salt) ||
      !read_bytes(env, args[6], napi_uint8_array, (void **)&known.scalar, &scalar) ||
      salt != BELFRY_SALT_LENGTH || scalar != BELFRY_SCALAR_LENGTH) {
    napi_throw_range_error(env, "ERR_INVALID_BATCH", "one message, salt and scalar");
    return NULL;
  }
  const belfry_message message = {
      .point = b.keys,
      .auth = b.keys + BELFRY_POINT_LENGTH,
      .payload = b.payloads + b.table[0],
      .payload_length = b.table[1],
      .padded_length = b.table[2],
  };
  belfry_encryptor *encryptor = belfry_encryptor_new();
  b.statuses[0] = (uint8_t)(encryptor == NULL
                                ? BELFRY_FAILED
                                : belfry_encrypt(encryptor, &message, &known, b.bodies));
  belfry_encryptor_free(encryptor);
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value version;
  const napi_property_descriptor functions[] = {
      {"encryptBatch", NULL, encrypt_batch, NULL, NULL, NULL, napi_enumerable, NULL},
      {"encryptBatchSync", NULL, encrypt_batch_sync, NULL, NULL, NULL, napi_enumerable, NULL},
      {"encryptKnown", NULL, encrypt_known, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  napi_define_properties(env, exports, sizeof(functions) / sizeof(functions[0]), functions);
  if (napi_create_uint32(env, INTERFACE_VERSION, &version) == napi_ok) {
    napi_set_named_property(env, exports, "interfaceVersion", version);
  }
  return exports;
}

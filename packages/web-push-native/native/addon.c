/*
 * The functions that Node calls: encrypt a batch in this thread, or in ranges on the thread pool. The arguments are raw
 * bytes that src/pack-batch.ts lays out; each length is checked again here, and nothing is shared between environments.
 */

#include <stdlib.h>
#include <string.h>

#define NAPI_VERSION 8
#include <node_api.h>

#include "agree.h"
#include "batch.h"

enum {
  /* as in src/load-binding.ts: counts up when the functions change */
  INTERFACE_VERSION = 3,
  MAX_JOBS = 64
};

typedef struct pending pending;

typedef struct {
  pending *owner;
  napi_async_work work;
  size_t from, to;
  uint8_t *body;
} job;

/* A batch on the thread pool. Only `encrypt_job` runs there; the rest runs in the thread of the environment. */
struct pending {
  belfry_batch batch;
  napi_ref buffers;
  napi_deferred deferred;
  int failed;
  size_t running;
  /* and after them a table of their own */
  job jobs[];
};

static void encrypt_job(napi_env env, void *data) {
  (void)env;
  job *j = data;
  const belfry_batch *b = &j->owner->batch;
  belfry_encryptor *encryptor = belfry_encryptor_new(b->backend->lanes);
  belfry_encrypt_range(encryptor, b, j->from, j->to, j->body, 0);
  belfry_encryptor_free(encryptor);
}

static void settle(napi_env env, pending *p) {
  napi_value result = NULL;
  /* Each of these fails when the environment is going down: then nobody waits, and only memory matters. */
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

/* Gives a range to the thread pool; if that fails, encrypts it here. */
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

/* encryptBatch(keys, table, payloads, bodies, statuses, backend, jobs): Promise<void> */
static napi_value encrypt_batch(napi_env env, napi_callback_info info) {
  size_t argc = 7;
  napi_value args[7], promise, name;
  uint32_t jobs = 0;
  belfry_batch b = {0};
  if (napi_get_cb_info(env, info, &argc, args, NULL, NULL) != napi_ok ||
      !belfry_read_batch(env, args, &b)) {
    return NULL;
  }
  if (napi_get_value_uint32(env, args[6], &jobs) != napi_ok || jobs < 1 || jobs > MAX_JOBS) {
    napi_throw_range_error(env, "ERR_INVALID_BATCH", "a batch is split into 1 to 64 jobs");
    return NULL;
  }
  const size_t table_size = b.count * BELFRY_COLUMNS * sizeof(uint32_t);
  pending *p = calloc(1, sizeof(pending) + jobs * sizeof(job) + table_size);
  if (p == NULL || (p->buffers = hold(env, args)) == NULL ||
      napi_create_string_utf8(env, "belfry:encryptBatch", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_promise(env, &p->deferred, &promise) != napi_ok) {
    if (p != NULL && p->buffers != NULL) napi_delete_reference(env, p->buffers);
    free(p);
    napi_throw_error(env, NULL, "out of memory");
    return NULL;
  }
  /* A copy: the checked lengths must still be right when the threads read them, even if the caller changes its own. */
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
    body += belfry_bodies_length(&b, j->from, j->to);
    start_job(env, name, j);
  }
  p->running -= 1;
  if (p->running == 0) settle(env, p);
  return promise;
}

/* An encryptor for each backend, kept from call to call: one environment has one thread. */
typedef struct {
  belfry_encryptor *encryptors[BELFRY_MOST_BACKENDS];
} instance;

static void free_instance(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  instance *kept = data;
  for (size_t i = 0; i < BELFRY_MOST_BACKENDS; i++) belfry_encryptor_free(kept->encryptors[i]);
  free(kept);
}

static belfry_encryptor *kept_encryptor(napi_env env, const belfry_backend *backend) {
  instance *kept = NULL;
  if (napi_get_instance_data(env, (void **)&kept) != napi_ok || kept == NULL) return NULL;
  belfry_encryptor **encryptor = &kept->encryptors[backend->number];
  if (*encryptor == NULL) *encryptor = belfry_encryptor_new(backend->lanes);
  return *encryptor;
}

static napi_value encrypt_here(napi_env env, napi_callback_info info, int is_example) {
  size_t argc = 6;
  napi_value args[6];
  belfry_batch b = {0};
  if (napi_get_cb_info(env, info, &argc, args, NULL, NULL) == napi_ok && belfry_read_batch(env, args, &b)) {
    belfry_encrypt_range(kept_encryptor(env, b.backend), &b, 0, b.count, b.bodies, is_example);
  }
  return NULL;
}

/* encryptBatchSync(keys, table, payloads, bodies, statuses, backend): void */
static napi_value encrypt_batch_sync(napi_env env, napi_callback_info info) {
  return encrypt_here(env, info, 0);
}

/* encryptExample(keys, table, payloads, bodies, statuses, backend): void, with RFC 8291's scalar and salt */
static napi_value encrypt_example(napi_env env, napi_callback_info info) {
  return encrypt_here(env, info, 1);
}

/* isFaulty(backend): boolean */
static napi_value is_faulty(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value args[1], result = NULL;
  uint32_t number = 0;
  const belfry_backend *backend;
  if (napi_get_cb_info(env, info, &argc, args, NULL, NULL) != napi_ok ||
      napi_get_value_uint32(env, args[0], &number) != napi_ok ||
      (backend = belfry_backend_at(number)) == NULL) {
    napi_throw_range_error(env, "ERR_INVALID_BACKEND", "there is no such back end here");
    return NULL;
  }
  napi_get_boolean(env, belfry_is_faulty(backend->lanes), &result);
  return result;
}

/* { name: number } of the back ends that run on this processor, the fastest first. */
static void describe_backends(napi_env env, napi_value exports) {
  napi_value backends, number;
  if (napi_create_object(env, &backends) != napi_ok) return;
  for (size_t i = 0; i < BELFRY_MOST_BACKENDS; i++) {
    const belfry_backend *backend = belfry_backend_at((uint32_t)i);
    if (backend != NULL && napi_create_uint32(env, backend->number, &number) == napi_ok) {
      napi_set_named_property(env, backends, backend->name, number);
    }
  }
  napi_set_named_property(env, exports, "backends", backends);
}

NAPI_MODULE_INIT() {
  napi_value version;
  const napi_property_descriptor functions[] = {
      {"encryptBatch", NULL, encrypt_batch, NULL, NULL, NULL, napi_enumerable, NULL},
      {"encryptBatchSync", NULL, encrypt_batch_sync, NULL, NULL, NULL, napi_enumerable, NULL},
      {"encryptExample", NULL, encrypt_example, NULL, NULL, NULL, napi_enumerable, NULL},
      {"isFaulty", NULL, is_faulty, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  instance *kept = calloc(1, sizeof(*kept));
  if (kept != NULL && napi_set_instance_data(env, kept, free_instance, NULL) != napi_ok) free(kept);
  napi_define_properties(env, exports, sizeof(functions) / sizeof(functions[0]), functions);
  if (napi_create_uint32(env, INTERFACE_VERSION, &version) == napi_ok) {
    napi_set_named_property(env, exports, "interfaceVersion", version);
  }
  describe_backends(env, exports);
  return exports;
}

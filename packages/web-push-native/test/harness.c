/* Runs the encryption without Node, for valgrind and the sanitizers: sound keys, broken keys, every size of batch. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "../native/agree.h"
#include "../native/backends.h"
#include "../native/encrypt.h"

enum { MOST_THREADS = 8, MOST = 70 };

static int rounds;
static const belfry_backend *backend;

static void random_bytes(uint8_t *bytes, size_t length) {
  if (RAND_bytes(bytes, (int)length) != 1) abort();
}

static void make_point(uint8_t *point) {
  size_t length = 0;
  EVP_PKEY *key = EVP_EC_gen("P-256");
  if (key == NULL || EVP_PKEY_get_octet_string_param(key, "pub", point, BELFRY_POINT_LENGTH,
                                                     &length) != 1) {
    abort();
  }
  EVP_PKEY_free(key);
}

/* Every buffer has exactly the needed length, so that an access beyond its end is seen. */
static void make_message(belfry_message *m, const uint8_t *point) {
  uint16_t numbers[2];
  uint8_t *auth = malloc(BELFRY_AUTH_LENGTH);
  random_bytes(auth, BELFRY_AUTH_LENGTH);
  random_bytes((uint8_t *)numbers, sizeof(numbers));
  m->padded_length = numbers[0] % (BELFRY_MAX_PADDED_LENGTH + 1);
  m->payload_length = m->padded_length == 0 ? 0 : numbers[1] % (m->padded_length + 1);
  uint8_t *payload = malloc(m->payload_length);
  if (m->payload_length > 0) random_bytes(payload, m->payload_length);
  m->payload = payload;
  m->body = malloc(belfry_body_length(m->padded_length));
  m->auth = auth;
  m->point = memcpy(malloc(BELFRY_POINT_LENGTH), point, BELFRY_POINT_LENGTH);
}

static void check_message(const belfry_message *m, belfry_status expected) {
  /* Makes valgrind check every byte of the body. */
  unsigned sum = 0;
  for (size_t i = 0; i < belfry_body_length(m->padded_length); i++) sum += m->body[i];
  if (m->status != expected || (m->status == BELFRY_ENCRYPTED) != (sum != 0)) {
    fprintf(stderr, "status %d, not %d\n", m->status, expected);
    abort();
  }
  free((void *)m->point);
  free((void *)m->auth);
  free((void *)m->payload);
  free(m->body);
}

/* A batch of `count`, of which every third has a broken key. */
static void encrypt_batch(belfry_encryptor *encryptor, size_t count) {
  belfry_message messages[MOST];
  uint8_t point[BELFRY_POINT_LENGTH];
  for (size_t i = 0; i < count; i++) {
    make_point(point);
    if (i % 12 == 2) point[64] ^= 1;
    if (i % 12 == 5) random_bytes(point + 1, sizeof(point) - 1);
    if (i % 12 == 8) memset(point, 0, sizeof(point));
    if (i % 12 == 11) point[0] = 6;
    make_message(&messages[i], point);
  }
  belfry_encrypt(encryptor, messages, count);
  for (size_t i = 0; i < count; i++) {
    check_message(&messages[i], i % 3 == 2 ? BELFRY_NOT_ON_CURVE : BELFRY_ENCRYPTED);
  }
}

static const size_t COUNTS[] = {0, 1, 2, 7, 8, 9, 63, 64, MOST};

static void *work(void *unused) {
  (void)unused;
  for (int round = 0; round < rounds; round++) {
    belfry_encryptor *encryptor = belfry_encryptor_new(backend->lanes);
    if (encryptor == NULL) abort();
    for (size_t i = 0; i < sizeof(COUNTS) / sizeof(COUNTS[0]); i++) {
      encrypt_batch(encryptor, COUNTS[i]);
    }
    belfry_encryptor_free(encryptor);
  }
  return NULL;
}

/* harness <back end> <rounds> <threads> */
int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "openssl";
  const int threads = argc > 3 ? atoi(argv[3]) : 1;
  pthread_t running[MOST_THREADS];
  rounds = argc > 2 ? atoi(argv[2]) : 1;
  for (uint32_t i = 0; i < BELFRY_MOST_BACKENDS && backend == NULL; i++) {
    backend = belfry_backend_at(i);
    if (backend != NULL && strcmp(backend->name, name) != 0) backend = NULL;
  }
  if (backend == NULL) {
    printf("%s does not run on this processor\n", name);
    return 77;
  }
  for (int i = 0; i < threads; i++) {
    if (pthread_create(&running[i], NULL, work, NULL) != 0) abort();
  }
  for (int i = 0; i < threads; i++) pthread_join(running[i], NULL);
  if (belfry_is_faulty(backend->lanes)) {
    fprintf(stderr, "%s gave a wrong answer\n", name);
    return 1;
  }
  printf("%s: %d rounds in %d threads\n", name, rounds, threads);
  return 0;
}

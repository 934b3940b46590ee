/* Runs the encryption without Node, for valgrind and the sanitizers: sound keys, broken keys, random bytes, threads. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "../native/encrypt.h"

enum { THREADS = 8 };

static int rounds;

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

/* Every buffer is as long as it must be and no longer, so that a step over its end is seen. */
static void encrypt_one(belfry_encryptor *encryptor, const uint8_t *point, belfry_status expected) {
  uint8_t auth[BELFRY_AUTH_LENGTH];
  uint16_t numbers[2];
  random_bytes(auth, sizeof(auth));
  random_bytes((uint8_t *)numbers, sizeof(numbers));
  const size_t padded = numbers[0] % (BELFRY_MAX_PADDED_LENGTH + 1);
  const size_t length = padded == 0 ? 0 : numbers[1] % (padded + 1);
  uint8_t *payload = malloc(length);
  uint8_t *body = malloc(belfry_body_length(padded));
  if (length > 0) random_bytes(payload, length);
  const belfry_message message = {point, auth, payload, length, padded};
  const belfry_status status = belfry_encrypt(encryptor, &message, NULL, body);
  /* Makes valgrind look at every byte of the body. */
  unsigned sum = 0;
  for (size_t i = 0; i < belfry_body_length(padded); i++) sum += body[i];
  if (status != expected || (status == BELFRY_ENCRYPTED) != (sum != 0)) {
    fprintf(stderr, "status %d, not %d\n", status, expected);
    abort();
  }
  free(payload);
  free(body);
}

static void *work(void *unused) {
  (void)unused;
  uint8_t point[BELFRY_POINT_LENGTH];
  for (int round = 0; round < rounds; round++) {
    belfry_encryptor *encryptor = belfry_encryptor_new();
    if (encryptor == NULL) abort();
    make_point(point);
    for (int i = 0; i < 10; i++) encrypt_one(encryptor, point, BELFRY_ENCRYPTED);
    point[64] ^= 1;
    encrypt_one(encryptor, point, BELFRY_NOT_ON_CURVE);
    random_bytes(point, sizeof(point));
    encrypt_one(encryptor, point, BELFRY_NOT_ON_CURVE);
    point[0] = 4;
    encrypt_one(encryptor, point, BELFRY_NOT_ON_CURVE);
    memset(point, 0, sizeof(point));
    encrypt_one(encryptor, point, BELFRY_NOT_ON_CURVE);
    make_point(point);
    encrypt_one(encryptor, point, BELFRY_ENCRYPTED);
    belfry_encryptor_free(encryptor);
  }
  return NULL;
}

int main(int argc, char **argv) {
  pthread_t threads[THREADS];
  rounds = argc > 1 ? atoi(argv[1]) : 100;
  for (int i = 0; i < THREADS; i++) {
    if (pthread_create(&threads[i], NULL, work, NULL) != 0) abort();
  }
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  printf("%d messages in %d threads\n", rounds * 15 * THREADS, THREADS);
  return 0;
}

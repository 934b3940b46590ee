#include "one-time-scalar.h"

#include <string.h>

#define OPENSSL_NO_DEPRECATED
#include <openssl/rand.h>

static const uint64_t ORDER[BELFRY_SCALAR_WORDS] = {0xf3b9cac2fc632551, 0xbce6faada7179e84,
                                                    0xffffffffffffffff, 0xffffffff00000000};

/* a - b; returns the borrow. */
static uint64_t subtract(uint64_t r[BELFRY_SCALAR_WORDS], const uint64_t *a, const uint64_t *b) {
  uint64_t borrow = 0;
  for (size_t i = 0; i < BELFRY_SCALAR_WORDS; i++) {
    const uint64_t difference = a[i] - b[i];
    const uint64_t next = (uint64_t)(a[i] < b[i]) | (uint64_t)(difference < borrow);
    r[i] = difference - borrow;
    borrow = next;
  }
  return borrow;
}

/* Reveals a number that is discarded at once, and of every other only that it was kept. */
static int is_in_range(const belfry_one_time_scalar *scalar) {
  uint64_t unused[BELFRY_SCALAR_WORDS];
  const uint64_t any = scalar->word[0] | scalar->word[1] | scalar->word[2] | scalar->word[3];
  return subtract(unused, scalar->word, ORDER) == 1 && any != 0;
}

/* SEC 1, section 3.2.1. One in 2^32 is drawn again, so that there is no bias. */
int belfry_draw_scalars(belfry_one_time_scalar *scalars, size_t count) {
  if (count > 0 && RAND_priv_bytes((uint8_t *)scalars, (int)(count * sizeof(*scalars))) != 1) {
    return 0;
  }
  for (size_t i = 0; i < count; i++) {
    while (!is_in_range(&scalars[i])) {
      if (RAND_priv_bytes((uint8_t *)&scalars[i], sizeof(scalars[i])) != 1) return 0;
    }
  }
  return 1;
}

belfry_one_time_scalar belfry_example_scalar(void) {
  return (belfry_one_time_scalar){
      {0xdc010bb4043ea11c, 0x57c9254dcc62b72d, 0x872e71f42aa64e17, 0xc9f58f89813e9f8e}};
}

belfry_half_scalar belfry_halve(const belfry_one_time_scalar *scalar) {
  uint64_t less[BELFRY_SCALAR_WORDS];
  belfry_half_scalar half;
  subtract(less, ORDER, scalar->word);
  half.negative = (scalar->word[0] & 1) - 1;
  for (size_t i = 0; i < BELFRY_SCALAR_WORDS; i++) {
    half.word[i] = scalar->word[i] ^ ((scalar->word[i] ^ less[i]) & half.negative);
  }
  for (size_t i = 0; i + 1 < BELFRY_SCALAR_WORDS; i++) {
    half.word[i] = half.word[i] >> 1 | half.word[i + 1] << 63;
  }
  half.word[BELFRY_SCALAR_WORDS - 1] >>= 1;
  return half;
}

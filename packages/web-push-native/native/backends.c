#include "backends.h"

#define OPENSSL_NO_DEPRECATED
#include <openssl/crypto.h>

#include "lanes/processor.h"

static const belfry_backend BACKENDS[BELFRY_MOST_BACKENDS] = {
#if BELFRY_HAS_X86_LANES
    [0] = {"ifma", 0, &belfry_lanes_ifma},
    [1] = {"avx2", 1, &belfry_lanes_avx2},
#endif
    [2] = {"openssl", 2, NULL},
#if BELFRY_HAS_LANES
    /* Slower than OpenSSL: only tests choose it. */
    [3] = {"portable", 3, &belfry_lanes_portable},
#endif
};

/* Asked once: in a virtual machine CPUID takes longer than a message. */
static belfry_processor processor;
static CRYPTO_ONCE processor_once = CRYPTO_ONCE_STATIC_INIT;
static void ask_processor(void) { processor = belfry_this_processor(); }

const belfry_backend *belfry_backend_at(uint32_t number) {
  if (number >= BELFRY_MOST_BACKENDS || BACKENDS[number].name == NULL ||
      CRYPTO_THREAD_run_once(&processor_once, ask_processor) != 1) {
    return NULL;
  }
  const belfry_lanes *lanes = BACKENDS[number].lanes;
  if (lanes != NULL && lanes->runs_on != NULL && !lanes->runs_on(&processor)) return NULL;
  return &BACKENDS[number];
}

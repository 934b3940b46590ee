/*
 * Breaks the table of a back end, and checks that no wrong result comes out of it: faults <back end> Two windows of the
 * generator's table change places: every result is on the curve, and a wrong one.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../native/agree.h"
#include "../../native/backends.h"
#include "../../native/lanes/base-table.h"

enum { COUNT = 9 };

/* RFC 8291, appendix A: the receiver's point, the sender's, and their shared secret. */
static uint8_t receiver[65], sender[65], secret[32];

static void read_hex(uint8_t *bytes, const char *hex) {
  for (size_t i = 0; hex[2 * i] != 0; i++) {
    unsigned value;
    if (sscanf(hex + 2 * i, "%2x", &value) != 1) exit(2);
    bytes[i] = (uint8_t)value;
  }
}

static int agrees(belfry_agreer *agreer) {
  belfry_agreement agreements[COUNT];
  uint8_t points[COUNT][65];
  int wrong = 0;
  for (int i = 0; i < COUNT; i++) {
    agreements[i] = (belfry_agreement){.point = receiver, .public_point = points[i]};
  }
  belfry_agree(agreer, agreements, COUNT, 1);
  for (int i = 0; i < COUNT; i++) {
    wrong += agreements[i].status != BELFRY_ENCRYPTED || memcmp(points[i], sender, 65) != 0 ||
             memcmp(agreements[i].shared, secret, 32) != 0;
  }
  return wrong == 0;
}

int main(int argc, char **argv) {
  const belfry_backend *backend = NULL;
  for (uint32_t i = 0; i < BELFRY_MOST_BACKENDS && backend == NULL; i++) {
    backend = belfry_backend_at(i);
    if (backend != NULL && (argc < 2 || strcmp(backend->name, argv[1]) != 0)) backend = NULL;
  }
  if (backend == NULL || backend->lanes == NULL) {
    printf("%s does not run on this processor\n", argc < 2 ? "a back end without a name" : argv[1]);
    return 77;
  }
  read_hex(receiver, "042571b2becdfde360551aaf1ed0f4cd366c11cebe555f89bcb7b186a53339173168ece2ebe018597bd30479b86e"
                     "3c8f8eced577ca59187e9246990db682008b0e");
  read_hex(sender, "04fe33f4ab0dea71914db55823f73b54948f41306d920732dbb9a59a53286482200e597a7b7bc260ba1c227998580"
                   "992e93973002f3012a28ae8f06bbb78e5ec0f");
  read_hex(secret, "932acbd63208387133837b0cd995911c3441eb66000998614a592727aef6912b");
  belfry_agreer *agreer = belfry_agreer_new(backend->lanes);
  const int before = agrees(agreer) && !belfry_is_faulty(backend->lanes);
  uint64_t *table = (uint64_t *)belfry_base_table(backend->lanes);
  const size_t window = 2 * backend->lanes->limbs * BELFRY_BASE_ENTRIES;
  for (size_t i = 0; i < window; i++) {
    const uint64_t word = table[3 * window + i];
    table[3 * window + i] = table[7 * window + i];
    table[7 * window + i] = word;
  }
  const int after = agrees(agreer) && belfry_is_faulty(backend->lanes);
  belfry_agreer_free(agreer);
  /* The next is OpenSSL's from the start. */
  agreer = belfry_agreer_new(backend->lanes);
  const int later = agrees(agreer);
  belfry_agreer_free(agreer);
  printf("%s: right before %d, found and right after %d, right later %d\n", backend->name, before, after, later);
  return before && after && later ? 0 : 1;
}

// What the C programs share: PROGRAM SIZE STEPS WORLDS SEED prints for each world a line, the seconds of
// its loop over steps and its results.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { int size, steps, worlds; uint64_t seed; } Run;

static Run arguments(int argc, char **argv) {
  if (argc < 5) { fprintf(stderr, "%s SIZE STEPS WORLDS SEED\n", argv[0]); exit(2); }
  return (Run){atoi(argv[1]), atoi(argv[2]), atoi(argv[3]), strtoull(argv[4], 0, 10)};
}

// Wall-clock seconds.
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

// Philox4x32-10 (Salmon et al. 2011), as a C programmer writes it.
static inline double philox_uniform(uint64_t key, uint32_t actor, uint32_t partner, uint32_t step, uint32_t site) {
  uint32_t c0 = actor, c1 = partner, c2 = step, c3 = site, k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int i = 0; i < 10; i++) {
    uint64_t p = (uint64_t)c0 * 0xD2511F53u, q = (uint64_t)c2 * 0xCD9E8D57u;
    uint32_t n0 = (uint32_t)(q >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)q; c3 = (uint32_t)p; c0 = n0; c2 = n2;
    k0 += 0x9E3779B9u; k1 += 0xBB67AE85u;
  }
  uint64_t bits = (uint64_t)c0 | (uint64_t)c1 << 32;
  return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

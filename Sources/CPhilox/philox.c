#include "CPhilox.h"

#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

// As Randomness/Philox and DrawAddress have it; 32-bit words in 64-bit lanes.
static inline __attribute__((always_inline)) uint64_t first_bits(
    uint64_t actor, uint64_t partner, uint32_t site, uint64_t key, uint32_t step) {
  const uint64_t low = 0xFFFFFFFF;
  uint64_t c0 = actor & low, c1 = (partner & low) ^ actor >> 32, c2 = step & 0x00FFFFFF;
  uint64_t c3 = site ^ partner >> 32, k0 = key & low, k1 = key >> 32;
  for (int i = 0; i < 10; i++) {
    uint64_t first = c0 * 0xD2511F53, second = c2 * 0xCD9E8D57;
    c0 = second >> 32 ^ c1 ^ k0;
    c2 = first >> 32 ^ c3 ^ k1;
    c1 = second & low;
    c3 = first & low;
    k0 = (k0 + 0x9E3779B9) & low;
    k1 = (k1 + 0xBB67AE85) & low;
  }
  return c0 | c1 << 32;
}

FOR_EACH_PROCESSOR
void philox_actors(uint64_t *words, size_t count, uint64_t key, uint32_t step, uint32_t site) {
  for (size_t i = 0; i < count; i++) words[i] = first_bits(words[i], 0, site, key, step);
}

FOR_EACH_PROCESSOR
void philox_pairs(
    uint64_t *words, const uint64_t *partners, const uint32_t *sites, size_t count, uint64_t key,
    uint32_t step) {
  for (size_t i = 0; i < count; i++)
    words[i] = first_bits(words[i], partners[i], sites[i], key, step);
}

// Philox4x32-10 (Salmon et al. 2011), as a C programmer writes it.
#include <stdint.h>
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

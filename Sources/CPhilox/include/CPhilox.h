// Philox4x32 with ten rounds for many addresses at once, as vectors of what the processor has.
#ifndef VALENCE_CPHILOX_H
#define VALENCE_CPHILOX_H

#include <stddef.h>
#include <stdint.h>

// The first 64 bits at the addresses of actors without a partner: `words` holds their identities and
// then the bits.
void philox_actors(uint64_t *words, size_t count, uint64_t key, uint32_t step, uint32_t site);

// The same for pairs, each with a site word of its own.
void philox_pairs(
    uint64_t *words, const uint64_t *partners, const uint32_t *sites, size_t count, uint64_t key,
    uint32_t step);

#endif

#include "CSleef.h"

#include <math.h>
#include <stddef.h>

// The vector forms, of which only the addresses are wanted here.
#define VECTOR(name, error) \
  void Sleef_finz_##name##d4_##error##avx2(void); \
  void Sleef_finz_##name##d8_##error##avx512f(void);
VECTOR(exp, u10)
VECTOR(log, u10)
VECTOR(log1p, u10)
VECTOR(log2, u10)
VECTOR(log10, u10)
VECTOR(sin, u10)
VECTOR(cos, u10)
VECTOR(tan, u10)
VECTOR(asin, u10)
VECTOR(acos, u10)
VECTOR(atan2, u10)
VECTOR(pow, u10)

#define ROW(name, error) \
  (const void *)Sleef_finz_##name##d1_##error##purecfma, \
    (const void *)Sleef_finz_##name##d4_##error##avx2, \
    (const void *)Sleef_finz_##name##d8_##error##avx512f

static const void *const sleef_functions[] = {
  ROW(exp, u10),  ROW(log, u10),  ROW(log1p, u10), ROW(log2, u10),
  ROW(log10, u10), ROW(sin, u10), ROW(cos, u10),   ROW(tan, u10),
  ROW(asin, u10), ROW(acos, u10), ROW(atan2, u10), ROW(pow, u10),
  // Square root to absolute value are instructions.
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  (const void *)fmod, NULL, NULL,
};

const void *const *sleef_table(void) { return sleef_functions; }

// SLEEF's deterministic scalar functions (the `finz` family: fused multiply-add, the same bits in
// scalar, 256-bit and 512-bit form) under Valence's names. Error bound 1.0 ULP (1.5 for erfc).
#ifndef VALENCE_CSLEEF_H
#define VALENCE_CSLEEF_H

double Sleef_finz_expd1_u10purecfma(double);
double Sleef_finz_expm1d1_u10purecfma(double);
double Sleef_finz_logd1_u10purecfma(double);
double Sleef_finz_log2d1_u10purecfma(double);
double Sleef_finz_log10d1_u10purecfma(double);
double Sleef_finz_log1pd1_u10purecfma(double);
double Sleef_finz_powd1_u10purecfma(double, double);
double Sleef_finz_sind1_u10purecfma(double);
double Sleef_finz_cosd1_u10purecfma(double);
double Sleef_finz_tand1_u10purecfma(double);
double Sleef_finz_asind1_u10purecfma(double);
double Sleef_finz_acosd1_u10purecfma(double);
double Sleef_finz_atan2d1_u10purecfma(double, double);
double Sleef_finz_erfcd1_u15purecfma(double);
double Sleef_finz_lgammad1_u10purecfma(double);

// Addresses of the functions for 1, 4 (256 bit) and 8 (512 bit) numbers, in the order of the
// compiler's `IRMathFunction`; NULL where there is none. The last row is C's fmod.
const void *const *sleef_table(void);

static inline double sleef_exp(double x) { return Sleef_finz_expd1_u10purecfma(x); }
static inline double sleef_expm1(double x) { return Sleef_finz_expm1d1_u10purecfma(x); }
static inline double sleef_log(double x) { return Sleef_finz_logd1_u10purecfma(x); }
static inline double sleef_log2(double x) { return Sleef_finz_log2d1_u10purecfma(x); }
static inline double sleef_log10(double x) { return Sleef_finz_log10d1_u10purecfma(x); }
static inline double sleef_log1p(double x) { return Sleef_finz_log1pd1_u10purecfma(x); }
static inline double sleef_pow(double x, double y) { return Sleef_finz_powd1_u10purecfma(x, y); }
static inline double sleef_sin(double x) { return Sleef_finz_sind1_u10purecfma(x); }
static inline double sleef_cos(double x) { return Sleef_finz_cosd1_u10purecfma(x); }
static inline double sleef_tan(double x) { return Sleef_finz_tand1_u10purecfma(x); }
static inline double sleef_asin(double x) { return Sleef_finz_asind1_u10purecfma(x); }
static inline double sleef_acos(double x) { return Sleef_finz_acosd1_u10purecfma(x); }
static inline double sleef_atan2(double y, double x) {
  return Sleef_finz_atan2d1_u10purecfma(y, x);
}
static inline double sleef_erfc(double x) { return Sleef_finz_erfcd1_u15purecfma(x); }
static inline double sleef_lgamma(double x) { return Sleef_finz_lgammad1_u10purecfma(x); }

#endif

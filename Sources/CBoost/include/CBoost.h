// Distributions and special functions from Boost.Math, and Boost.Random's Sobol sequence, behind C
// functions.
//
// No function throws or sets errno: what is outside the domain, or fails to converge, is NaN.
#ifndef VALENCE_CBOOST_H
#define VALENCE_CBOOST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// P(T > t) for Student's t with `degrees` > 0 degrees of freedom; exact in the far tail, where
/// one minus the distribution function would cancel.
double valence_student_t_upper_tail(double t, double degrees);

/// The t with P(T <= t) = `probability`, inside (0, 1), for `degrees` > 0 degrees of freedom.
double valence_student_t_quantile(double probability, double degrees);

/// P(X > f) for Fisher's F, `f` >= 0, with `numerator` and `denominator` > 0 degrees of freedom.
double valence_f_upper_tail(double f, double numerator, double denominator);

/// P(X <= x) for the normal distribution; `deviation` > 0.
double valence_normal_probability(double x, double mean, double deviation);

/// P(X <= x) for the gamma distribution; `shape`, `scale` > 0 and x >= 0.
double valence_gamma_probability(double x, double shape, double scale);

/// P(X <= x) for the beta distribution; `a`, `b` > 0 and x in [0, 1].
double valence_beta_probability(double x, double a, double b);

/// P(X <= count) for the binomial distribution; whole 0 <= `count` <= `trials`.
double valence_binomial_probability(double count, double trials, double probability);

/// P(X <= count) for the Poisson distribution; whole `count` >= 0, `mean` > 0.
double valence_poisson_probability(double count, double mean);

/// The x with P(X <= x) = `probability`, inside (0, 1), for the standard normal distribution.
double valence_normal_quantile(double probability);

/// The logarithm of the gamma function; `x` > 0.
double valence_log_gamma(double x);

/// The beta function; `a`, `b` > 0. 0 where it is too small for a double.
double valence_beta(double a, double b);

/// The first `count` points of Sobol's sequence, row by row, in units of 2^-32; from the point where
/// all coordinates are 0, and with the direction numbers of Joe & Kuo 2008.
///
/// Returns 0 where `dimensions` is none or more than Boost knows (3,667), or `count` too many.
int valence_sobol(uint32_t *points, size_t count, size_t dimensions);

#ifdef __cplusplus
}
#endif

#endif

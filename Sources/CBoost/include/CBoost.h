// Distributions from Boost.Math behind C functions.
//
// No function throws or sets errno: what is outside the domain, or fails to converge, is NaN.
#ifndef VALENCE_CBOOST_H
#define VALENCE_CBOOST_H

#ifdef __cplusplus
extern "C" {
#endif

/// P(T > t) for Student's t with `degrees` > 0 degrees of freedom; exact in the far tail, where
/// one minus the distribution function would cancel.
double valence_student_t_upper_tail(double t, double degrees);

/// The t with P(T <= t) = `probability`, inside (0, 1), for `degrees` > 0 degrees of freedom.
double valence_student_t_quantile(double probability, double degrees);

#ifdef __cplusplus
}
#endif

#endif

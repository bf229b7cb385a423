#include "CBoost.h"

#include <limits>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/random/sobol.hpp>

namespace {

namespace policies = boost::math::policies;

// Errors become return values, and doubles are not promoted: `long double` has another width on
// every platform.
using Policy = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>, policies::promote_double<false>>;

using StudentT = boost::math::students_t_distribution<double, Policy>;
using FisherF = boost::math::fisher_f_distribution<double, Policy>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Gamma = boost::math::gamma_distribution<double, Policy>;
using Beta = boost::math::beta_distribution<double, Policy>;
using Binomial = boost::math::binomial_distribution<double, Policy>;
using Poisson = boost::math::poisson_distribution<double, Policy>;

// Boost may still throw (allocation, a policy it forgot); nothing of it may reach Swift.
template <typename Function>
double guarded(Function function) noexcept {
  try {
    return function();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

extern "C" double valence_student_t_upper_tail(double t, double degrees) {
  return guarded([=] { return cdf(complement(StudentT(degrees), t)); });
}

extern "C" double valence_student_t_quantile(double probability, double degrees) {
  return guarded([=] { return quantile(StudentT(degrees), probability); });
}

extern "C" double valence_f_upper_tail(double f, double numerator, double denominator) {
  return guarded([=] { return cdf(complement(FisherF(numerator, denominator), f)); });
}

extern "C" double valence_normal_probability(double x, double mean, double deviation) {
  return guarded([=] { return cdf(Normal(mean, deviation), x); });
}

extern "C" double valence_gamma_probability(double x, double shape, double scale) {
  return guarded([=] { return cdf(Gamma(shape, scale), x); });
}

extern "C" double valence_beta_probability(double x, double a, double b) {
  return guarded([=] { return cdf(Beta(a, b), x); });
}

extern "C" double valence_binomial_probability(double count, double trials, double probability) {
  return guarded([=] { return cdf(Binomial(trials, probability), count); });
}

extern "C" double valence_poisson_probability(double count, double mean) {
  return guarded([=] { return cdf(Poisson(mean), count); });
}

extern "C" double valence_normal_quantile(double probability) {
  return guarded([=] { return quantile(Normal(), probability); });
}

extern "C" double valence_log_gamma(double x) {
  return guarded([=] { return boost::math::lgamma(x, Policy()); });
}

extern "C" double valence_beta(double a, double b) {
  return guarded([=] { return boost::math::beta(a, b, Policy()); });
}

extern "C" int valence_sobol(uint32_t *points, size_t count, size_t dimensions) {
  try {
    boost::random::sobol_engine<uint32_t, 32> sequence(dimensions);
    for (size_t dimension = 0; count > 0 && dimension < dimensions; ++dimension) {
      points[dimension] = 0;  // Boost leaves the first point out, where all are 0.
    }
    for (size_t place = dimensions; place < count * dimensions; ++place) points[place] = sequence();
    return 1;
  } catch (...) {
    return 0;
  }
}

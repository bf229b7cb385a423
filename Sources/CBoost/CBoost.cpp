#include "CBoost.h"

#include <limits>

#include <boost/math/distributions/students_t.hpp>

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

#include "CNLopt.h"

#include <nlopt.h>

typedef struct Call {
  const ValenceSearch *search;
  nlopt_opt algorithm;
} Call;

static double evaluate(unsigned count, const double *point, double *gradient, void *context) {
  (void)gradient;
  const Call *call = context;
  bool stop = false;
  double value = call->search->objective(call->search->context, (int32_t)count, point, &stop);
  if (stop) nlopt_force_stop(call->algorithm);
  return value;
}

static bool prepare(nlopt_opt algorithm, Call *call) {
  const ValenceSearch *search = call->search;
  return nlopt_set_min_objective(algorithm, evaluate, call) > 0 &&
    nlopt_set_lower_bounds(algorithm, search->lower) > 0 &&
    nlopt_set_upper_bounds(algorithm, search->upper) > 0 &&
    nlopt_set_initial_step(algorithm, search->steps) > 0 &&
    nlopt_set_xtol_rel(algorithm, search->tolerance) > 0 &&
    nlopt_set_maxeval(algorithm, search->most_evaluations) > 0;
}

static int32_t ending(nlopt_result result) {
  switch (result) {
    case NLOPT_FORCED_STOP: return VALENCE_SEARCH_STOPPED;
    case NLOPT_MAXEVAL_REACHED: return VALENCE_SEARCH_EXHAUSTED;
    default: return result > 0 ? VALENCE_SEARCH_CONVERGED : VALENCE_SEARCH_FAILED;
  }
}

int32_t valence_minimise(const ValenceSearch *search, double *point, double *value) {
  nlopt_algorithm method =
    search->method == VALENCE_SEARCH_QUADRATIC ? NLOPT_LN_BOBYQA : NLOPT_LN_SBPLX;
  nlopt_opt algorithm = nlopt_create(method, (unsigned)search->count);
  if (algorithm == NULL) return VALENCE_SEARCH_FAILED;
  Call call = {search, algorithm};
  int32_t result = VALENCE_SEARCH_FAILED;
  if (prepare(algorithm, &call)) result = ending(nlopt_optimize(algorithm, point, value));
  nlopt_destroy(algorithm);
  return result;
}

// Minimisation without derivatives, from NLopt, behind one C function.
#ifndef VALENCE_CNLOPT_H
#define VALENCE_CNLOPT_H

#include <stdbool.h>
#include <stdint.h>

/// The number at a point of `count` coordinates; setting `stop` ends the search. It must not jump
/// over the frames of its caller.
typedef double (*ValenceObjective)(
    void *_Nullable context, int32_t count, const double *_Nonnull point, bool *_Nonnull stop);

// How a search walks.
#define VALENCE_SEARCH_SIMPLEX 0
#define VALENCE_SEARCH_QUADRATIC 1

typedef struct ValenceSearch {
  int32_t method;
  int32_t count;
  /// Bounds of each coordinate; they may be infinite.
  const double *_Nonnull lower;
  const double *_Nonnull upper;
  /// The first step along each coordinate; not 0.
  const double *_Nonnull steps;
  /// The search has converged where its steps are smaller, relative to each coordinate.
  double tolerance;
  int32_t most_evaluations;
  ValenceObjective _Nonnull objective;
  void *_Nullable context;
} ValenceSearch;

// How a search ended.
#define VALENCE_SEARCH_CONVERGED 0
#define VALENCE_SEARCH_EXHAUSTED 1
#define VALENCE_SEARCH_STOPPED 2
#define VALENCE_SEARCH_FAILED 3

/// Walks `point` downhill, by simplices in subspaces (Subplex) or by quadratic models (BOBYQA, for
/// two coordinates and more), inside the bounds; `point` and `value` are then the best that was found.
int32_t valence_minimise(
    const ValenceSearch *_Nonnull search, double *_Nonnull point, double *_Nonnull value);

#endif

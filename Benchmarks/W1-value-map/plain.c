// W1 as a plain loop: v for every actor, in every pass; mean, mean square and share above 0 at the end.
#include <math.h>
#include "../program.h"
int main(int argc, char **argv) {
  Run run = arguments(argc, argv);
  int n = run.size;
  double *access = malloc(n * 8L), *engagement = malloc(n * 8L), *exposure = malloc(n * 8L);
  double *privacy = malloc(n * 8L), *v = malloc(n * 8L);
  for (int world = 0; world < run.worlds; world++) {
    uint64_t key = run.seed + world;
    for (int i = 0; i < n; i++) {
      access[i] = philox_uniform(key, i, 0, 0, 1);
      engagement[i] = philox_uniform(key, i, 0, 0, 2);
      exposure[i] = philox_uniform(key, i, 0, 0, 3);
      privacy[i] = 4 * philox_uniform(key, i, 0, 0, 4) - 2;
      v[i] = 0;
    }
    double start = now();
    for (int t = 0; t < run.steps; t++)
      for (int i = 0; i < n; i++) {
        double w = access[i] * engagement[i] - 0.3 * exposure[i];
        if (w < 0) w = 2.25 * w;
        v[i] = w / (1 + exp(-privacy[i]));
      }
    double loop = now() - start, sum = 0, squares = 0, above = 0;
    for (int i = 0; i < n; i++) { sum += v[i]; squares += v[i] * v[i]; above += v[i] > 0; }
    printf("%.6f %.17g %.17g %.17g\n", loop, sum / n, squares / n, above / n);
  }
}

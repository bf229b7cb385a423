// W1 as a plain loop: v for every actor, 20 passes, with mean, variance and share above 0.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "../philox.h"
#include "../timing.h"
int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 1000000, steps = argc > 2 ? atoi(argv[2]) : 20;
  double *a = malloc(n * 8), *e = malloc(n * 8), *x = malloc(n * 8), *p = malloc(n * 8), *v = malloc(n * 8);
  for (int i = 0; i < n; i++) {
    a[i] = philox_uniform(1, i, 0, 0, 1); e[i] = philox_uniform(1, i, 0, 0, 2);
    x[i] = philox_uniform(1, i, 0, 0, 3); p[i] = 4 * philox_uniform(1, i, 0, 0, 4) - 2;
  }
  double start = now(), mean = 0;
  for (int t = 0; t < steps; t++) {
    for (int i = 0; i < n; i++) {
      double w = a[i] * e[i] - 0.3 * x[i];
      if (w < 0) w = 2.25 * w;
      v[i] = w / (1 + exp(-p[i]));
    }
  }
  double loop = now() - start;
  for (int i = 0; i < n; i++) mean += v[i];
  printf("%.6f %.9f\n", loop, mean / n);
}

// W5 as a plain loop over ties.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../philox.h"
#include "../timing.h"
int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 250000, m = argc > 2 ? atoi(argv[2]) : 1000, steps = argc > 3 ? atoi(argv[3]) : 10;
  double hurt = 0.6;
  double *interest = malloc(n * 8), *privacy = malloc(n * 8), *quality = malloc(m * 8);
  double *mine = calloc(n, 8), *good = calloc(n, 8), *theirs = calloc(m, 8), *mineAll = calloc(n, 8), *goodAll = calloc(n, 8), *theirsAll = calloc(m, 8);
  int *target = malloc(4L * n * 4);
  for (int i = 0; i < n; i++) {
    interest[i] = philox_uniform(1, i, 0, 0, 1); privacy[i] = philox_uniform(1, i, 0, 0, 2);
    for (int k = 0; k < 4; k++) target[4 * i + k] = (int)(philox_uniform(1, i, k, 0, 3) * m);
  }
  for (int j = 0; j < m; j++) quality[j] = philox_uniform(1, j, 0, 0, 4);
  long quadrants[4] = {0};
  double start = now();
  for (int t = 1; t <= steps; t++) {
    memset(mine, 0, n * 8); memset(good, 0, n * 8); memset(theirs, 0, m * 8);
    for (int i = 0; i < n; i++)
      for (int k = 0; k < 4; k++) {
        int j = target[4 * i + k];
        double gain = quality[j] * interest[i] - hurt * privacy[i] * philox_uniform(2, i, j, t, k);
        double other = 0.3 * interest[i] - 0.1 * hurt;
        mine[i] += gain;
        theirs[j] += other;
        if (gain > 0) good[i] += gain;
        quadrants[gain > 0 ? (other > 0 ? 0 : 1) : (other > 0 ? 2 : 3)]++;
      }
    for (int i = 0; i < n; i++) { mineAll[i] += mine[i]; goodAll[i] += good[i]; }
    for (int j = 0; j < m; j++) theirsAll[j] += theirs[j];
  }
  double loop = now() - start, sum = 0;
  for (int i = 0; i < n; i++) sum += mineAll[i];
  printf("%.6f %.9f %ld %ld %ld %ld\n", loop, sum / n, quadrants[0], quadrants[1], quadrants[2], quadrants[3]);
}

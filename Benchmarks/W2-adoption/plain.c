// W2 as a plain loop over compressed rows.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../philox.h"
#include "../timing.h"
typedef struct { int a, b; } Tie;
int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 100000, steps = argc > 2 ? atoi(argv[2]) : 50, reps = argc > 3 ? atoi(argv[3]) : 1;
  double p = 0.001, q = 0.05, loop = 0, share = 0, value = 0;
  Tie *ties = malloc(4L * n * sizeof *ties);
  int *start = malloc((n + 2) * sizeof *start), *target = malloc(8L * n * sizeof *target);
  unsigned char *adopted = malloc(n), *next = malloc(n);
  double *worth = malloc(n * 8);
  for (int r = 0; r < reps; r++) {
    long m = 0;
    for (int i = 0; i < n; i++)
      for (int d = 1; d <= 4; d++) {
        int j = (i + d) % n;
        if (philox_uniform(7 + r, i, d, 0, 1) < 0.1) do j = (int)(philox_uniform(7 + r, i, d, 0, 2 + rand()) * n); while (j == i);
        ties[m++] = (Tie){i, j};
      }
    memset(start, 0, (n + 2) * sizeof *start);
    for (long t = 0; t < m; t++) { start[ties[t].a + 2]++; start[ties[t].b + 2]++; }
    for (int i = 0; i < n; i++) start[i + 2] += start[i + 1];
    for (long t = 0; t < m; t++) { target[start[ties[t].a + 1]++] = ties[t].b; target[start[ties[t].b + 1]++] = ties[t].a; }
    memset(adopted, 0, n); memset(worth, 0, n * 8);
    double begin = now();
    for (int t = 1; t <= steps; t++) {
      memcpy(next, adopted, n);
      for (int i = 0; i < n; i++) {
        if (adopted[i]) continue;
        int k = 0;
        for (int e = start[i]; e < start[i + 1]; e++) k += adopted[target[e]];
        if (philox_uniform(99 + r, i, 0, t, 1) < 1 - (1 - p) * pow(1 - q, k)) next[i] = 1;
      }
      unsigned char *swap = adopted; adopted = next; next = swap;
      for (int i = 0; i < n; i++) {
        if (!adopted[i]) continue;
        int k = 0;
        for (int e = start[i]; e < start[i + 1]; e++) k += adopted[target[e]];
        worth[i] += 0.01 * k - 0.002;
      }
    }
    loop += now() - begin;
    for (int i = 0; i < n; i++) { share += adopted[i]; value += worth[i]; }
  }
  printf("%.6f %.9f %.9f\n", loop, value / n / reps, share / n / reps);
}

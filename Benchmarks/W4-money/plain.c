// W4 as a plain loop: a shuffle per step, then one after another.
#include <stdio.h>
#include <stdlib.h>
#include "../philox.h"
#include "../timing.h"
int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 10000, steps = argc > 2 ? atoi(argv[2]) : 100;
  double *money = malloc(n * 8);
  int *order = malloc(n * 4);
  for (int i = 0; i < n; i++) { money[i] = 10; order[i] = i; }
  double start = now();
  for (int t = 1; t <= steps; t++) {
    for (int i = n - 1; i > 0; i--) {
      int j = (int)(philox_uniform(1, i, 0, t, 1) * (i + 1)), swap = order[i];
      order[i] = order[j]; order[j] = swap;
    }
    for (int i = 0; i < n; i++) {
      int a = order[i];
      if (money[a] <= 0) continue;
      int b;
      uint32_t again = 0;
      do b = (int)(philox_uniform(1, a, again++, t, 2) * n); while (b == a);
      money[a] -= 1;
      money[b] += 1;
    }
  }
  double loop = now() - start, sum = 0, squares = 0;
  for (int i = 0; i < n; i++) { sum += money[i]; squares += money[i] * money[i]; }
  printf("%.6f %.9f %.9f\n", loop, sum / n, squares / n);
}

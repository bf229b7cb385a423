// W4 as a plain loop: a shuffle per step, then one after another.
#include "../program.h"
int main(int argc, char **argv) {
  Run run = arguments(argc, argv);
  int n = run.size;
  double *money = malloc(n * 8L);
  int *order = malloc(n * 4L);
  for (int world = 0; world < run.worlds; world++) {
    uint64_t key = run.seed + world;
    for (int i = 0; i < n; i++) { money[i] = 10; order[i] = i; }
    double start = now();
    for (int t = 1; t <= run.steps; t++) {
      for (int i = n - 1; i > 0; i--) {
        int j = (int)(philox_uniform(key, i, 0, t, 1) * (i + 1)), swap = order[i];
        order[i] = order[j]; order[j] = swap;
      }
      for (int i = 0; i < n; i++) {
        int a = order[i], b;
        if (money[a] <= 0) continue;
        uint32_t attempt = 0;
        do b = (int)(philox_uniform(key, a, attempt++, t, 2) * n); while (b == a);
        money[a] -= 1;
        money[b] += 1;
      }
    }
    double loop = now() - start, sum = 0, squares = 0;
    for (int i = 0; i < n; i++) { sum += money[i]; squares += money[i] * money[i]; }
    printf("%.6f %.17g %.17g\n", loop, sum / n, squares / n - sum / n * (sum / n));
  }
}

// W5 as a plain loop over ties, with a ledger of the step: what each side gained, and of good events.
#include "../program.h"

enum { DEGREE = 4, FIRMS = 1000 };

static void draw_ties(int *target, int n, uint64_t key) {
  for (int i = 0; i < n; i++) {
    uint32_t attempt = 0;
    for (int k = 0; k < DEGREE;) {
      int j = (int)(philox_uniform(key, i, attempt++, 0, 3) * FIRMS), is_new = 1;
      for (int earlier = 0; earlier < k; earlier++) is_new &= target[DEGREE * i + earlier] != j;
      if (is_new) target[DEGREE * i + k++] = j;
    }
  }
}

int main(int argc, char **argv) {
  Run run = arguments(argc, argv);
  int n = run.size, m = FIRMS, *target = malloc((long)DEGREE * n * 4);
  double hurt = 0.6, *interest = malloc(n * 8L), *privacy = malloc(n * 8L), *quality = malloc(m * 8L);
  double *mine = malloc(n * 8L), *good = malloc(n * 8L), *theirs = malloc(m * 8L);
  double *mine_all = malloc(n * 8L), *good_all = malloc(n * 8L), *theirs_all = malloc(m * 8L);
  for (int world = 0; world < run.worlds; world++) {
    uint64_t key = run.seed + world;
    long quadrants[4] = {0};
    for (int i = 0; i < n; i++) {
      interest[i] = philox_uniform(key, i, 0, 0, 1);
      privacy[i] = philox_uniform(key, i, 0, 0, 2);
    }
    for (int j = 0; j < m; j++) quality[j] = philox_uniform(key, j, 0, 0, 4);
    draw_ties(target, n, key);
    memset(mine_all, 0, n * 8L); memset(good_all, 0, n * 8L); memset(theirs_all, 0, m * 8L);
    double start = now();
    for (int t = 1; t <= run.steps; t++) {
      memset(theirs, 0, m * 8L);
      for (int i = 0; i < n; i++) {
        double sum = 0, welcome = 0;
        for (int k = 0; k < DEGREE; k++) {
          int j = target[DEGREE * i + k];
          double gain = quality[j] * interest[i] - hurt * privacy[i] * philox_uniform(key, i, j, t, 5);
          double other = 0.3 * interest[i] - 0.1 * hurt;
          sum += gain;
          if (gain > 0) welcome += gain;
          theirs[j] += other;
          quadrants[gain > 0 ? (other > 0 ? 0 : 1) : (other > 0 ? 2 : 3)]++;
        }
        mine[i] = sum;
        good[i] = welcome;
      }
      for (int i = 0; i < n; i++) { mine_all[i] += mine[i]; good_all[i] += good[i]; }
      for (int j = 0; j < m; j++) theirs_all[j] += theirs[j];
    }
    double loop = now() - start, sums[3] = {0};
    for (int i = 0; i < n; i++) { sums[0] += mine_all[i]; sums[1] += good_all[i]; }
    for (int j = 0; j < m; j++) sums[2] += theirs_all[j];
    printf("%.6f %.17g %.17g %.17g %ld %ld %ld %ld\n", loop, sums[0] / n, sums[1] / n, sums[2] / m,
           quadrants[0], quadrants[1], quadrants[2], quadrants[3]);
  }
}

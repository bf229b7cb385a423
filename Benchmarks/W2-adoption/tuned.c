// W2 (and W3) tuned by hand: counts of adopting neighbours are kept up when somebody adopts, chances come
// from a table by count, and only those who wait are drawn for, a block at a time.
#include <math.h>
#include "network.h"

enum { BLOCK = 512 };

int main(int argc, char **argv) {
  Run run = arguments(argc, argv);
  int n = run.size;
  double pq[16][2], uniform[BLOCK], chance[256];
  int count = cells(argc, argv, pq);
  Network net = small_world_room(n);
  unsigned char *adopted = malloc(n), *friends = malloc(n);
  double *worth = malloc(n * 8L);
  int *waiting = malloc(n * 4L), *joined = malloc(n * 4L);
  for (int world = 0; world < count * run.worlds; world++) {
    uint64_t key = run.seed + world % run.worlds;
    double p = pq[world / run.worlds][0], q = pq[world / run.worlds][1];
    small_world(net, n, 0.1, key);
    for (int i = 0; i < n; i++) {
      adopted[i] = friends[i] = 0;
      worth[i] = 0;
      waiting[i] = i;
    }
    double start = now();
    for (int k = 0; k < 256; k++) chance[k] = 1 - (1 - p) * pow(1 - q, k);
    int left = n;
    for (int t = 1; t <= run.steps; t++) {
      int still = 0, came = 0;
      for (int from = 0; from < left; from += BLOCK) {
        int rows = left - from < BLOCK ? left - from : BLOCK;
        for (int r = 0; r < rows; r++) uniform[r] = philox_uniform(key, waiting[from + r], 0, t, 1);
        for (int r = 0; r < rows; r++) {
          int i = waiting[from + r], yes = uniform[r] < chance[friends[i]];
          joined[came] = i;
          waiting[still] = i;
          came += yes;
          still += !yes;
        }
      }
      left = still;
      for (int c = 0; c < came; c++) {
        int i = joined[c];
        adopted[i] = 1;
        for (int e = net.start[i]; e < net.start[i + 1]; e++) friends[net.target[e]]++;
      }
      for (int i = 0; i < n; i++) worth[i] += adopted[i] ? 0.01 * friends[i] - 0.002 : 0;
    }
    double loop = now() - start, sum = 0;
    for (int i = 0; i < n; i++) sum += worth[i];
    printf("%.6f %.17g\n", loop, sum / n);
  }
}

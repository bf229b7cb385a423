// W2 as a plain loop over compressed rows; with pairs of p and q after the seed also W3, cell by cell.
#include <math.h>
#include "network.h"

static int adopters(Network net, const unsigned char *adopted, int i) {
  int k = 0;
  for (int e = net.start[i]; e < net.start[i + 1]; e++) k += adopted[net.target[e]];
  return k;
}

int main(int argc, char **argv) {
  Run run = arguments(argc, argv);
  int n = run.size;
  double pq[16][2];
  int count = cells(argc, argv, pq);
  Network net = small_world_room(n);
  unsigned char *adopted = malloc(n), *next = malloc(n);
  double *worth = malloc(n * 8L);
  for (int world = 0; world < count * run.worlds; world++) {
    uint64_t key = run.seed + world % run.worlds;
    double p = pq[world / run.worlds][0], q = pq[world / run.worlds][1];
    small_world(net, n, 0.1, key);
    memset(adopted, 0, n);
    memset(worth, 0, n * 8L);
    double start = now();
    for (int t = 1; t <= run.steps; t++) {
      memcpy(next, adopted, n);
      for (int i = 0; i < n; i++) {
        if (adopted[i]) continue;
        int k = adopters(net, adopted, i);
        if (philox_uniform(key, i, 0, t, 1) < 1 - (1 - p) * pow(1 - q, k)) next[i] = 1;
      }
      unsigned char *swap = adopted; adopted = next; next = swap;
      for (int i = 0; i < n; i++)
        if (adopted[i]) worth[i] += 0.01 * adopters(net, adopted, i) - 0.002;
    }
    double loop = now() - start, sum = 0;
    for (int i = 0; i < n; i++) sum += worth[i];
    printf("%.6f %.17g\n", loop, sum / n);
  }
}

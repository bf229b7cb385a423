// Watts and Strogatz's small world as compressed rows, by the rules of Valence's generator: a ring whose
// ties are moved, each with a probability, to an end that is neither oneself nor tied yet.
#include "../program.h"

typedef struct { int *start, *target; } Network;

enum { REACH = 4 };  // Ties to either side.

static int is_tied(const int *ends, int a, int b) {
  for (int s = 0; s < REACH; s++)
    if (ends[a * REACH + s] == b || ends[b * REACH + s] == a) return 1;
  return 0;
}

static Network small_world_room(int n) {
  return (Network){malloc((n + 2L) * sizeof(int)), malloc(2L * REACH * n * sizeof(int))};
}

static void small_world(Network net, int n, double rewire, uint64_t key) {
  int *ends = malloc((long)REACH * n * sizeof *ends);
  for (int i = 0; i < n; i++)
    for (int s = 0; s < REACH; s++) ends[i * REACH + s] = (i + s + 1) % n;
  for (int s = 0; s < REACH; s++)
    for (int i = 0; i < n; i++) {
      if (philox_uniform(key, i, s, 0, 1) >= rewire) continue;
      uint32_t attempt = 2;
      int end;
      do end = (int)(philox_uniform(key, i, s, 0, attempt++) * n);
      while (end == i || is_tied(ends, i, end));
      ends[i * REACH + s] = end;
    }
  int *start = net.start;
  memset(start, 0, (n + 2L) * sizeof *start);
  for (int i = 0; i < n; i++)
    for (int s = 0; s < REACH; s++) { start[i + 2]++; start[ends[i * REACH + s] + 2]++; }
  for (int i = 0; i < n; i++) start[i + 2] += start[i + 1];
  for (int i = 0; i < n; i++)
    for (int s = 0; s < REACH; s++) {
      int other = ends[i * REACH + s];
      net.target[start[i + 1]++] = other;
      net.target[start[other + 1]++] = i;
    }
  free(ends);
}

// A pair of p and q for each cell of a sweep: the arguments after the seed, or the study's own.
static int cells(int argc, char **argv, double (*pq)[2]) {
  pq[0][0] = 0.001;
  pq[0][1] = 0.05;
  int count = 0;
  for (int a = 5; a + 1 < argc && count < 16; a += 2, count++) {
    pq[count][0] = atof(argv[a]);
    pq[count][1] = atof(argv[a + 1]);
  }
  return count ? count : 1;
}

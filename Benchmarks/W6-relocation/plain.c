// W6 as a plain loop: a shuffle per step, then one after another on a grid of occupants.
#include "../program.h"

enum { WIDTH = 100, SITES = WIDTH * WIDTH };

static int occupant[SITES];  // -1: empty
static unsigned char *group;

// Neighbours on the torus, and those of them in the group of `agent`.
static void look(int agent, int site, int *alike, int *all) {
  int row = site / WIDTH, column = site % WIDTH;
  *alike = *all = 0;
  for (int down = -1; down <= 1; down++)
    for (int right = -1; right <= 1; right++) {
      int y = (row + down + WIDTH) % WIDTH, x = (column + right + WIDTH) % WIDTH, other = occupant[y * WIDTH + x];
      if ((down == 0 && right == 0) || other < 0) continue;
      ++*all;
      *alike += group[other] == group[agent];
    }
}

static void shuffle(int *order, int n, uint64_t key, int t, int site) {
  for (int i = n - 1; i > 0; i--) {
    int j = (int)(philox_uniform(key, i, 0, t, site) * (i + 1)), swap = order[i];
    order[i] = order[j]; order[j] = swap;
  }
}

int main(int argc, char **argv) {
  Run run = arguments(argc, argv);
  int n = run.size, *home = malloc(n * 4L), *order = malloc(n * 4L);
  double wanted = 0.5;
  group = malloc(n);
  for (int world = 0; world < run.worlds; world++) {
    uint64_t key = run.seed + world;
    long moves = 0;
    int alike, all;
    for (int s = 0; s < SITES; s++) occupant[s] = -1;
    for (int i = 0; i < n; i++) { order[i] = i; group[i] = philox_uniform(key, i, 0, 0, 1) < 0.5; }
    double start = now();
    shuffle(order, n, key, 1, 2);
    for (int i = 0; i < n; i++) {
      int agent = order[i], there;
      uint32_t attempt = 0;
      do there = (int)(philox_uniform(key, agent, attempt++, 1, 3) * SITES); while (occupant[there] >= 0);
      occupant[there] = agent;
      home[agent] = there;
    }
    for (int t = 1; t <= run.steps; t++) {
      shuffle(order, n, key, t, 4);
      for (int i = 0; i < n; i++) {
        int agent = order[i];
        look(agent, home[agent], &alike, &all);
        if (alike >= wanted * all) continue;
        int there = (int)(philox_uniform(key, agent, 0, t, 5) * SITES);
        if (occupant[there] >= 0) continue;
        occupant[home[agent]] = -1;
        occupant[there] = agent;
        home[agent] = there;
        moves++;
      }
    }
    double loop = now() - start, share = 0;
    for (int i = 0; i < n; i++) {
      look(i, home[i], &alike, &all);
      share += (double)alike / (all ? all : 1);
    }
    printf("%.6f %.17g %.17g\n", loop, (double)moves / n, share / n);
  }
}

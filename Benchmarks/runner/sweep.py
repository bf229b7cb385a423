"""W3: four cells of W2's parameters, 250 worlds of 1,000 actors each, as whole commands."""

from .agreement import differing
from .contestants import Programs, Study, seconds_of
from .load import OthersLoad
from .results import print_times, row, shown
from .threads import judged
from .workloads import W2

# Of p and q, in the order in which `valence run` makes them.
CELLS = [(0.001, 0.05), (0.001, 0.1), (0.002, 0.05), (0.002, 0.1)]
SIZE, WORLDS, BAR, THREADS_BAR = 1000, 250, 1.0, 1.8


class Sweep:
    def __init__(self, scratch):
        self.study = Study(W2, SIZE, scratch)
        self.programs = Programs(W2, scratch)
        self.arguments = [SIZE, W2.steps, WORLDS, 1, *(number for cell in CELLS for number in cell)]
        self.times, self.two_threads, self.two_commands, self.starts = {}, [], [], []

    def valence_seconds(self, jobs, worlds=WORLDS):
        return self.study.run_seconds(*self.words(CELLS, jobs, worlds))

    def side_by_side_seconds(self):
        """Of two commands at once, each with one thread and half the cells: what the machine has."""
        return self.study.side_by_side_seconds([self.words(CELLS[:2], 1), self.words(CELLS[2:], 1)])

    @staticmethod
    def words(cells, jobs, worlds=WORLDS):
        p, q = (",".join(str(number) for number in sorted({cell[side] for cell in cells})) for side in (0, 1))
        return [f"p={p}", f"q={q}", "--replications", worlds, "--jobs", jobs]

    def agrees(self):
        """Compares cell by cell; it is also the round that warms up."""
        self.valence_seconds(jobs=2)
        names, ours = self.study.results()
        wrong = []
        for name in self.programs.commands:
            results = self.programs.run(name, *self.arguments)[1]
            for place, cell in enumerate(CELLS):
                worlds = slice(place * WORLDS, (place + 1) * WORLDS)
                wrong += [f"{name} in cell {cell}: {line}"
                          for line in differing(names, ours[worlds], results[worlds])]
        for line in wrong:
            print(f"  DIFFERS from {line}")
        return not wrong

    def take_turns(self, rounds, slow_rounds):
        for r in range(rounds):
            for name, command in self.programs.commands.items():
                if not self.programs.is_slow(name) or r < slow_rounds:
                    self.times.setdefault(name, []).append(seconds_of(*command, *self.arguments))
            self.times.setdefault("valence", []).append(self.valence_seconds(jobs=1))
            self.two_threads.append(self.valence_seconds(jobs=2))
            self.two_commands.append(self.side_by_side_seconds())
            self.starts.append(self.valence_seconds(jobs=1, worlds=1))


def run_sweep(scratch, rounds):
    print(f"\nW3, {len(CELLS)} x {WORLDS} worlds of {SIZE} actors, {W2.steps} steps, whole commands", flush=True)
    sweep = Sweep(scratch)
    if not sweep.agrees():
        return [["W3", "not timed", f"{BAR}", "", "", "", "", "results differ"]]
    print(f"  results agree with the programs in every cell over {WORLDS} worlds", flush=True)
    with OthersLoad() as load:
        sweep.take_turns(rounds, slow_rounds=2)
    print_times({**sweep.times, "2 threads": sweep.two_threads, "2 commands": sweep.two_commands})
    trios = list(zip(sweep.times["valence"], sweep.two_threads, sweep.starts))
    print(f"  {load}")
    print(f"  two threads: {shown([one / two for one, two, _ in trios])} times as fast as one, the whole command; two commands "
          f"at once, half the cells each: {shown([one / two for one, two in zip(sweep.times['valence'], sweep.two_commands)])}")
    print(judged("two threads, less the command with one world in each cell",
                 [(one - start) / (two - start) for one, two, start in trios], THREADS_BAR, load))
    return [row("W3, 4 x 250 worlds", sweep.times, BAR, 1)]

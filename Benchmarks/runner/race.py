"""W1, W2, W4, W5, W6: the loop over steps of one world, all contestants in turns."""

from .agreement import differing
from .contestants import Programs, Study
from .load import OthersLoad
from .results import print_times, row


class Race:
    """One workload at one size."""

    def __init__(self, workload, size, worlds, scratch):
        self.workload, self.size, self.worlds = workload, size, worlds
        self.programs = Programs(workload, scratch)
        self.study = Study(workload, size, scratch)
        self.times, self.interpreted = {}, {}

    def agrees(self):
        """Compares results with those of the C programs over many worlds, before anything is timed."""
        self.study.run_seconds("--replications", self.worlds, "--engine", "native")
        self.names, self.ours = self.study.results()
        wrong = []
        for name in self.programs.named("plain", "tuned"):
            results = self.programs.run(name, self.size, self.workload.steps, self.worlds, 1)[1]
            wrong += [f"{name}: {line}" for line in differing(self.names, self.ours, results)]
        for line in wrong:
            print(f"  DIFFERS from {line}")
        return not wrong

    def take_turns(self, rounds, slow_rounds):
        """The first round warms up and does not count; the interpreters sit out the later ones."""
        for r in range(rounds + 1):
            for name in self.programs.commands:
                if self.programs.is_slow(name) and r > slow_rounds:
                    continue
                seconds, results = self.programs.run(name, self.size, self.workload.steps, 1, 100 + r)
                if self.programs.is_slow(name):
                    self.interpreted.setdefault(name, []).extend(results)
                if r > 0:
                    self.times.setdefault(name, []).append(seconds)
            seconds = self.study.loop_seconds()
            if r > 0:
                self.times.setdefault("valence", []).append(seconds)

    def drop_interpreters_that_differ(self):
        """The worlds that were timed are also those that are compared: they take long."""
        for name, results in self.interpreted.items():
            wrong = differing(self.names, self.ours, results)
            for line in wrong:
                print(f"  DIFFERS from {name}, which is not counted: {line}")
            if wrong:
                del self.times[name]


def run_race(workload, scratch, rounds):
    """A row of the closing table per size."""
    rows = []
    for size, worlds, slow_rounds in workload.sizes:
        label = f"{workload.name}, n = {size}"
        print(f"\n{label}, {workload.steps} steps", flush=True)
        race = Race(workload, size, worlds, scratch)
        if not race.agrees():
            rows.append([label, "not timed", f"{workload.bar}", "", "", "", "", "results differ"])
            continue
        print(f"  results agree with C over {worlds} worlds", flush=True)
        with OthersLoad() as load:
            race.take_turns(rounds, slow_rounds)
        print(f"  {load}")
        race.drop_interpreters_that_differ()
        print_times(race.times)
        rows.append(row(label, race.times, workload.bar, workload.lua_bar))
    return rows

"""Ratios of times that were taken in turns, and how they are shown."""

import statistics

HEADER = ["workload", "native/C", "bar", "native/tuned C", "Lua/native", "LuaJIT/native", "with Philox", ""]


def shown(ratios):
    """Median, smallest and largest."""
    if not ratios:
        return "-"
    return f"{statistics.median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]"


def against(times, others):
    """Valence's time over that of the fastest of the others, round by round; slow ones sit out the later rounds."""
    rounds = [[times[other][r] for other in others if r < len(times[other])] for r in range(len(times["valence"]))]
    return [ours / min(theirs) for ours, theirs in zip(times["valence"], rounds) if theirs]


def print_times(times):
    for name, seconds in sorted(times.items(), key=lambda item: statistics.median(item[1])):
        print(f"  {name:14} {statistics.median(seconds):9.4f} s  [{min(seconds):.4f}, {max(seconds):.4f}]", flush=True)


def row(label, times, bar, lua_bar):
    """Of the closing table. `times`: seconds by contestant, round by round."""
    def ratios(start):
        return against(times, [name for name in times if name.startswith(start)])

    plain, tuned = ratios("plain"), ratios("tuned")
    lua, luajit, philox = ([1 / ratio for ratio in ratios(name)] for name in ("lua5.4", "luajit", "philox luajit"))
    holds = {
        "C": not plain or statistics.median(plain) <= bar,
        "Lua": not lua or statistics.median(lua) >= 1 / lua_bar,
        "LuaJIT": not luajit or statistics.median(luajit) > 1,
    }
    missed = [name for name, held in holds.items() if not held]
    verdict = "miss: " + ", ".join(missed) if missed else "pass"
    return [label, shown(plain), f"{bar}", shown(tuned), shown(lua), shown(luajit), shown(philox), verdict]


def print_table(header, rows):
    widths = [max(len(str(line[place])) for line in [header, *rows]) for place in range(len(header))]
    print()
    for line in [header, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(str(cell).ljust(width) for cell, width in zip(line, widths)) + " |")

"""Whether two programs that draw their own random numbers compute the same thing."""

import statistics


def t_limit(freedom):
    """How far means may be apart in standard errors: about Student's t that chance exceeds 1 in 1,000 times."""
    return 3.3 + 16 / freedom


def differing(names, first, second):
    """The results, by name, whose means over worlds are further apart than chance makes them.

    `first` and `second` hold a list of results per world. Where nothing is left to chance (the sum of
    money in W4) the spread is 0, and only rounding is allowed.
    """
    wrong = []
    for place, name in enumerate(names):
        a, b = [world[place] for world in first], [world[place] for world in second]
        freedom = len(a) + len(b) - 2
        spread = sum((x - statistics.fmean(side)) ** 2 for side in (a, b) for x in side) / freedom
        error = (spread * (1 / len(a) + 1 / len(b))) ** 0.5
        gap = abs(statistics.fmean(a) - statistics.fmean(b))
        if gap > t_limit(freedom) * error + 1e-9 * abs(statistics.fmean(a)):
            wrong.append(f"{name} {statistics.fmean(a):.6g} against {statistics.fmean(b):.6g} (s.e. {error:.2g})")
    return wrong

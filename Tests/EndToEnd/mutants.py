"""Suites of the built-in modules notice when a measure is wrong: each mutant of their code fails one.

A mutant is a copy of the modules with one change in the code of a measure: an operator, a comparison, a
constant, two arguments swapped, one side of an event taken for the other. Sites are drawn with a seed,
the same number from each module.

    Tests/EndToEnd/mutants.py                    a handful
    VALENCE_FULL=1 Tests/EndToEnd/mutants.py     all that are listed in FULL_PER_MODULE
    Tests/EndToEnd/mutants.py fusion 40 7        40 of one module, seed 7; lists the survivors
"""

import concurrent.futures
import os
import random
import re
import shutil
import sys

from _command import FULL, ROOT, Folder, check, run, summary

MODULES = ["gains", "fusion", "confusion", "cocreation", "codestruction"]
PER_MODULE, FULL_PER_MODULE, SEED = 2, 30, 5
# Who uses a module's code, and so may notice.
SUITES = {"gains": ["gains", "fusion", "confusion"]}
# No code of measures: data, studies, checks of options.
NOT_MEASURES = {"init.lua", "example.lua", "nine.lua", "options.lua"}

# Changes that change nothing, by file and changed line, with the reason.
EQUIVALENT = {
    # Of two numbers the order does not matter.
    ("codestruction/rate.lua", "if event.partner_gain ~= nil then lowest = math.min(event.partner_gain, lowest) end"),
    ("codestruction/rate.lua", "local lower = math.min(event.partner_gain, event.gain)"),
    ("codestruction/rate.lua", "local higher = math.max(event.partner_gain, event.gain)"),
    # It is set where there is a shortfall, and not asked for where there is none.
    ("codestruction/recovery.lua", "local worst, trough = 0, 1"),
    # It is asked for only where it is given.
    ("cocreation/dart.lua", "local timed, within = given.within ~= nil, given.within or 1"),
    # The only sphere there is has all of it, whatever the sign.
    ("cocreation/spheres.lua",
     "if change ~= nil then kept.n, kept.joint = kept.n + 1, kept.joint - math.abs(change) end"),
    # Only whether it is 0 matters.
    ("cocreation/reciprocity.lua", "kept.n = kept.n - 1"),
    # The first number replaces whatever the running mean began with.
    ("gains/account.lua", "local mean, squares, varies = 1, 0, false"),
    # Adds 0.
    ("fusion/events.lua", "if returned ~= nil and returned >= 0 then value = value + other * returned end"),
    ("fusion/events.lua", "if returned ~= nil and returned >= 0 then"),
    ("fusion/events.lua", "if gain >= 0 then"),
    ("confusion/contacts.lua", "if value >= 0 then"),
    # Only the absolute value of the sum counts.
    ("confusion/formulas.lua", "net = net - set.weights[position] * part.scaled"),
    # There is no entry 0.
    ("confusion/advice.lua", "for replicate = 0, experiment.replications do"),
    ("confusion/instability.lua", "for replicate = 0, experiment.replications do"),
    ("fusion/sweep.lua", "for replicate = 0, experiment.replications do"),
    ("gains/measure.lua", "for position = 0, list.n do"),
}

TOKEN = re.compile(r"""
    (?P<comment>--\[\[.*?\]\]|--[^\n]*)
  | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\[\[.*?\]\])
  | (?P<number>\b\d+(?:\.\d+)?(?:e[+-]?\d+)?)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:[.:][A-Za-z_][A-Za-z0-9_]*)*)
  | (?P<sign>==|~=|<=|>=|\.\.|//|[-+*/^<>=%(){},#;\[\]])
  | (?P<space>\s+)
  | (?P<other>.)
""", re.VERBOSE | re.DOTALL)

SIGNS = {"<": [">=", "<="], ">": ["<=", ">="], "<=": [">", "<"], ">=": ["<", ">"], "==": ["~="],
         "~=": ["=="], "+": ["-"], "*": ["/"], "/": ["*"], "^": ["*"], "-": ["+"]}
NAMES = {"and": "or", "or": "and", "math.max": "math.min", "math.min": "math.max", "math.abs": "",
         "math.log": "", "math.sqrt": "", "math.exp": "", "event.gain": "event.partner_gain",
         "event.partner_gain": "event.gain", "event.active": "event.active_partner",
         "event.active_partner": "event.active", "part.gained": "part.lost", "part.lost": "part.gained"}
COMMUTATIVE = {"math.min", "math.max", "statistics.kendall"}
# Lines of messages, and what a measure says about itself: no part of what it computes.
MESSAGE = re.compile(r"valence\.refuse|\berror\(|\brequire\b|format\(|:rep\(")
ABOUT = re.compile(r"\b(?:range|gives|unit|keep|own|reading|formula|direction|source)\s*=\s*(\{)?")


def spans_about(text):
    """Where a measure says something about itself: to the end of the line, or of the table."""
    for match in ABOUT.finditer(text):
        end = text.find("\n", match.end())
        if match.group(1):
            depth, end = 1, match.end()
            while depth and end < len(text):
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
        yield match.start(), end


def sites(text):
    """Each change of one token: where it stands, how long it was, and what comes instead."""
    tokens = [(match.lastgroup, match.group(), match.start()) for match in TOKEN.finditer(text)]
    code = [token for token in tokens if token[0] not in ("comment", "space")]
    lines, about = text.split("\n"), list(spans_about(text))
    for index, (sort, what, place) in enumerate(code):
        if MESSAGE.search(lines[text.count("\n", 0, place)]):
            continue
        if any(start <= place < end for start, end in about):
            continue
        before = code[index - 1] if index else ("", "", 0)
        is_binary = before[0] in ("number", "name", "text") or before[1] in (")", "]", "}")
        if before[1] in ("return", "and", "or", "not"):
            is_binary = False
        if sort == "sign" and what in SIGNS and is_binary:
            for other in SIGNS[what]:
                yield place, len(what), other
        elif sort == "name" and what in NAMES:
            yield place, len(what), NAMES[what]
        elif sort == "name" and what == "not":
            yield place, len("not "), ""
        elif sort == "number":
            yield place, len(what), "1" if float(what) == 0 else "0" if float(what) == 1 else f"{what}1"
        elif sort == "sign" and what == "," and is_binary and index + 1 < len(code):
            # f(a, b): two plain names as the only arguments
            first, second = code[index - 1], code[index + 1]
            around = code[index - 2][1], code[index + 2][1] if index + 2 < len(code) else ""
            function = code[index - 3] if index > 3 else ("", "", 0)
            called = function[0] == "name" and code[index - 4][1] != "function"
            called = called and function[1] not in COMMUTATIVE
            if around == ("(", ")") and called and first[0] == second[0] == "name" and first[1] != second[1]:
                length = second[2] + len(second[1]) - first[2]
                yield first[2], length, f"{second[1]}, {first[1]}"


def candidates(module):
    """Every change of a module's measures: file, text of the mutant, and the changed line."""
    folder = os.path.join(ROOT, "Plugins", module)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".lua") or name.endswith("_spec.lua") or name in NOT_MEASURES:
            continue
        if ".golden" in name:
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        for place, length, other in sites(text):
            mutant = text[:place] + other + text[place + length:]
            line = text.count("\n", 0, place)
            shown = mutant.split("\n")[line].strip()
            if (f"{module}/{name}", shown) not in EQUIVALENT:
                yield name, mutant, line + 1, text.split("\n")[line].strip(), shown


def outcome(module, name=None, mutant=None):
    """Runs the suites on a copy of the modules with one file changed."""
    with Folder({".luarc.json": "{}"}) as folder:
        plugins = folder / "Plugins"
        shutil.copytree(os.path.join(ROOT, "Plugins"), plugins)
        if name:
            folder.write(os.path.join("Plugins", module, name), mutant)
        suites = [os.path.join(plugins, other) for other in SUITES.get(module, [module])]
        return run("test", *suites, "--jobs", 1, "--seed", 1, folder=folder.path, limit=300,
                   VALENCE_PLUGINS=plugins)


def main():
    modules, count, seed = MODULES, FULL_PER_MODULE if FULL else PER_MODULE, SEED
    if len(sys.argv) > 1:
        modules = [sys.argv[1]]
        count, seed = int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for module in modules:
            result = outcome(module)
            if not check(f"the suite of {module} passes", result.code == 0, str(result)):
                continue
            every = list(candidates(module))
            drawn = random.Random(f"{seed} {module}").sample(every, min(count, len(every)))
            results = pool.map(lambda site, module=module: outcome(module, site[0], site[1]), drawn)
            for (name, _, line, before, after), result in zip(drawn, results):
                check(f"Plugins/{module}/{name}:{line} is caught", result.code == 1,
                      f"exit {result.code}\n  was: {before}\n  is:  {after}")
    summary()


main()

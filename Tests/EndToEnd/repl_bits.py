"""What the session shows for a seed is what `valence run` stores, to the bit."""

import csv
import io
import json
import os

from _command import FULL, ROOT, Folder, check, run, study, summary
from _terminal import Piped, equal

SCRIPTS = f"{ROOT}/Scripts"

# Customers who stay away one at a time, and a world that stops by itself.
ALONE = study(
    values="""
values = {
  valence.value { "worth", of = "consumer", function(self, env)
    return self:gained "buy"
  end },
  valence.leave_one_out { "brought", of = "consumer", silence = "buy", sample = 5,
    function(self, run, without) return run:sum("consumer", "spent") - without:sum("consumer", "spent") end },
},""",
    encounter="""
    if consumer.adopted then consumer:give("spent", env:exponential(2)) end
    return consumer.trust, firm.quality""",
    measure="""
    if not twin then return valence.undefined "no_twin" end
    return run:sum("consumer", "spent") - twin:sum("consumer", "spent")""",
    more="""
stop_when = function(env) return env:count("consumer", "adopted") > 14 end,""")

# Every number of the session's world, all 17 digits or why there is none.
PRINT = """
for _, side in ipairs { world, world.twin } do
  assert(side.over)
  local numbers = side:results()
  for i, name in ipairs(numbers.number) do
    local value = numbers.value[i]
    print("@", side.scenario, side.replicate, name,
      type(value) == "number" and string.format("%.17g", value) or value)
  end
end"""

# Ways through a world of some steps, in which nothing may make a difference.
WAYS = {
    "run in one go": "run()",
    "run step by step": "repeat step() until world.over",
    "run in pieces": "step() run(2) run(1) run()",
    "looked at with its twin on the way":
        "step() _ = world.twin and world.twin.{kind} run(2) if world.twin then compare(world.{kind}) end run()",
    "traced on the way": "run(2) trace(world.{kind}[1]) results() run(1) trace(world.{kind}[2]) run()",
    "begun anew": "run(3) restart() replicate(3) run(1) replicate({replicate}) run()",
}


def stored(folder, script, *words, replications):
    """What `valence run` stores, by scenario, replicate and name."""
    store = folder / "results.valence"
    if os.path.exists(store):
        os.remove(store)
    result = run("run", script, "--store", store, "--replications", replications, "--no-report", "--quiet",
                 *words, folder=folder.path, limit=300.0)
    check(f"{script} {' '.join(words)} runs", result.code == 0, str(result))
    result = run("export", "--store", store, folder=folder.path)
    found = {}
    for row in csv.DictReader(io.StringIO(result.out)):
        name = row["output"] if row["output"] == row["measure"] else f"{row['measure']}: {row['output']}"
        value = float(row["value"]).hex() if row["value"] else f"undefined: {row['reason']}"
        found[row["scenario"], int(row["replicate"]), name] = value
    return found


def shown(text):
    """What the session printed, as `stored` gives it."""
    found = {}
    for line in text.split("\n"):
        if not line.startswith("@\t"):
            continue
        _, scenario, replicate, name, value = line.split("\t")
        number = value if value.startswith("undefined") else float(value).hex()
        found.setdefault((scenario, int(replicate), name), number)
        if found[scenario, int(replicate), name] != number:
            return f"{name} of {scenario} is {number} and then {found[scenario, int(replicate), name]}"
    return found


def compare(what, piped, expected, least):
    """Everything shown is what is stored, and there is as much of it as there should be."""
    found = shown(piped.out)
    if not check(f"{what}: the session comes to its end", piped.code == 0, str(piped)):
        return
    if not check(f"{what}: the same twice", isinstance(found, dict), found):
        return
    # A twin may be no scenario of the study: random seeds beside none at all.
    scenarios = scenarios_of(expected)
    different = [f"{key} is {value}, stored is {expected.get(key)}" for key, value in found.items()
                 if key[0] in scenarios and expected.get(key) != value]
    check(f"{what}: what is shown is what is stored", not different, "; ".join(different[:4]))
    check(f"{what}: all of it is shown", len(found) >= least, f"{len(found)} of {least} numbers")


def session(folder, script, lines, *words):
    return Piped(folder, lines, script, *words, limit=300.0)


def scenarios_of(expected):
    return list(dict.fromkeys(scenario for scenario, _, _ in expected))


def studies():
    """Studies as they are written, in every scenario, in several replicates, on both engines."""
    scripts = {f"{SCRIPTS}/first-study.lua": "consumer", f"{SCRIPTS}/loyalty-app.lua": "consumer",
               f"{SCRIPTS}/groceries/study.lua": "household", "alone.lua": "consumer"}
    if FULL:
        scripts |= {f"{SCRIPTS}/orchestra.lua": "listener", f"{SCRIPTS}/seeding.lua": "consumer",
                    f"{SCRIPTS}/brand-crisis.lua": "consumer"}
    with Folder({"alone.lua": ALONE}) as folder:
        for script, kind in scripts.items():
            name = os.path.basename(script) if script[0] != "/" else os.path.relpath(script, SCRIPTS)
            expected = stored(folder, script, replications=2)
            scenarios = scenarios_of(expected)
            for engine in ([], ["--engine", "lua"]):
                lines = []
                ways = list(WAYS.values())
                for place, scenario in enumerate(scenarios):
                    for replicate in (1, 2):
                        # Every way is gone by some scenario and replicate; all of them in the small study.
                        chosen = ways if name == "alone.lua" else [ways[(2 * place + replicate) % len(ways)]]
                        for way in chosen:
                            lines += [f'scenario "{scenario}"', f"replicate({replicate})",
                                      way.replace("{kind}", kind).replace("{replicate}", str(replicate)), PRINT.strip()]
                compare(f"{name}{' on the interpreter' if engine else ''}",
                        session(folder, script, lines, *engine), expected, len(expected))


def ways():
    script = f"{SCRIPTS}/first-study.lua"
    with Folder() as folder:
        expected = stored(folder, script, replications=2)
        for what, way in WAYS.items():
            lines = ['scenario "pushy app"', "replicate(2)",
                     way.replace("{kind}", "consumer").replace("{replicate}", "2"), PRINT.strip()]
            compare(what, session(folder, script, lines), expected, 8)
        lines = ['scenario "pushy app"', "replicate(2)", "run()", 'string.format("%.17g", value "profit")',
                 'string.format("%.17g", value("mood", "consumer"))',
                 'string.format("%.17g", measure "consumers worse off")',
                 'string.format("%.17g", measure("consumers worse off", "consumers worse off"))',
                 'string.format("%.17g", world.twin:value "profit")', '(measure "consumers worse off") == nil']
        numbers = [line.strip('"') for line in session(folder, script, lines).lines]
        names = ["profit (shop)", "mood (consumer)", "consumers worse off", "consumers worse off"]
        got = [float(number).hex() for number in numbers[-6:-2]]
        equal("single numbers are those of the store", got, [expected["pushy app", 2, name] for name in names])
        equal("and those of the twin", float(numbers[-2]).hex(), expected["no app", 2, "profit (shop)"])


def changed():
    """Settings, and several of them."""
    with Folder({"study.lua": study()}) as folder:
        for lines, words in (
                (["parameters.reach = 0.37"], ["reach=0.37"]),
                (['parameters.how = "hard"', "parameters.on = false"], ["how=hard", "on=false"]),
                (["with { reach = 0.1, seed = 99 }"], ["reach=0.1", "--seed", "99"]),
                (["parameters.reach = 0.9", "parameters.reach = 0.05"], ["reach=0.05"])):
            expected = stored(folder, "study.lua", *words, replications=2)
            compare(" and ".join(lines), session(folder, "study.lua", [
                *lines, 'scenario "more"', "replicate(2)", "run()", PRINT.strip()]), expected, 4)
            lines = [*lines, ":save saved.lua"]
            check(f"{lines[0]}: it is saved", session(folder, "study.lua", lines).code == 0)
            equal(f"{lines[0]}: the saved study stores the same",
                  stored(folder, "saved.lua", replications=2), expected)


RULE = """valence.rule { "adopt", of = "consumer", function(self, env)
  if env:chance(%s) then self.adopted = true self:give("spent", %s) end
end }"""
MEASURE = """valence.measure { "spending", function(run, twin)
  return run:sum("consumer", "spent") * 3
end }"""


def fingerprints(folder, script):
    result = run("plan", script, "--json", "-", "--quiet", folder=folder.path)
    if not check(f"valence plan {script}", result.code == 0, str(result)):
        return None
    return {scenario["name"]: scenario["fingerprint"] for scenario in json.loads(result.out)["scenarios"]}


def redefined():
    """A rule and a measure that are typed anew, saved, run from the file, and written by hand."""
    hand = study(
        before="local half = 0.5\nlocal function spends(x) return x * half end",
        rule="""
    if env:chance(env.reach * half) then self.adopted = true self:give("spent", spends(env.reach)) end""",
        measure="""
    return run:sum("consumer", "spent") * 3""")
    typed = ["half = 0.5", "function spends(x) return x * half end",
             RULE % ("env.reach * half", "spends(env.reach)"), MEASURE]
    with Folder({"study.lua": study(), "hand.lua": hand}) as folder:
        expected = stored(folder, "hand.lua", replications=2)
        for engine in ([], ["--engine", "lua"]):
            name = "on the interpreter" if engine else "as machine code"
            compare(f"typed anew {name}", session(folder, "study.lua", [
                *typed, 'scenario "more"', "replicate(2)", "run()", PRINT.strip(), ":save saved.lua"], *engine),
                expected, 4)
        equal("the saved file stores the same", stored(folder, "saved.lua", replications=2), expected)
        by_hand = fingerprints(folder, "hand.lua")
        equal("and has the fingerprints of the study by hand", fingerprints(folder, "saved.lua"), by_hand)
        check("which are others than before", fingerprints(folder, "study.lua") != by_hand)
        piped = session(folder, "saved.lua", [":save again.lua"])
        check("a saved file can be saved again", piped.code == 0, str(piped))
        equal("unchanged", folder.read("again.lua"), folder.read("saved.lua"))
        whole = study().partition("return ")[2].strip()
        piped = Piped(folder, [whole, *typed, 'scenario "more"', "replicate(2)", "run()", PRINT.strip()])
        compare("a study typed whole", piped, expected, 4)


def series():
    script = f"{SCRIPTS}/first-study.lua"
    with Folder() as folder:
        store = folder / "results.valence"
        run("run", script, "--store", store, "--replications", 1, "--no-report", "--quiet")
        rows = csv.DictReader(io.StringIO(run("export", "--store", store, "--series").out))
        rows = [row for row in rows if row["scenario"] == "app" and row["replicate"] == "1"]
        names = list(dict.fromkeys(row["series"] for row in rows))
        lines = ['scenario "app"', "run()"]
        for name in names:
            lines += [f'for _, v in ipairs(series "{name}") do print("#{name}", string.format("%.17g", v)) end']
        found = [tuple(line[1:].split("\t")) for line in session(folder, script, lines).lines
                 if line.startswith("#")]
        equal("series are those of the store",
              [(name, float(value).hex()) for name, value in found],
              [(name, float(row["value"]).hex()) for name in names for row in rows if row["series"] == name])
        check("there are series", len(found) >= 40, str(len(found)))


if __name__ == "__main__":
    for part in (ways, studies, changed, redefined, series):
        part()
    summary()

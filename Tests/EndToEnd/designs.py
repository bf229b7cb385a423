"""Designs and replications by precision: what runs, what is said, and the same number after any kill."""

import json
import os
import random
import signal
import subprocess

from _command import BINARY, Folder, busy_study, check, environment, run, study, summary

SEED = 7_302
KILLS = 6

SMALL = study()
LONG = busy_study(
    300,
    size="""seed = 7, steps = 100, replications = valence.until_precise {
  measure = "spending", half_width = 8, at_least = 20, at_most = 400, batch = 10 },""",
    more="""
design = valence.grid { how = { "soft", "hard" } },""",
    measure="""return run:sum("firm", "income")""")


def plan(folder, *words):
    result = run("plan", "study.lua", *words, "--json", "-", folder=folder.path)
    try:
        return json.loads(result.out)
    except ValueError:
        check(f"plan {' '.join(words)}", False, str(result))
        return {"scenarios": [], "design": {}}


def names(planned):
    return [cell["name"] for cell in planned["scenarios"]]


def designs():
    with Folder({"study.lua": SMALL}) as folder:
        grid = plan(folder, "reach=range(0, 0.3, 0.1)")
        check("a range on the command line", names(grid) == [
            f"{base} reach={value}" for base in ("base", "more") for value in ("0", "0.1", "0.2", "0.3")],
              str(names(grid)))
        check("cells say their scenario and their point",
              [(cell["base"], cell["point"]) for cell in grid["scenarios"][:2]]
              == [("base", {"reach": 0}), ("base", {"reach": 0.1})], str(grid["scenarios"][:2]))
        sampled = plan(folder, "reach=0.1..0.3", "--sample", "lhs:4")
        check("a Latin hypercube on the command line",
              sampled["design"] == {"kind": "latin hypercube", "parameters": ["reach"], "points": 4}
              and names(sampled) == [f"{base} #{n}" for base in ("base", "more") for n in range(1, 5)],
              str(sampled))
        check("its points are in its range",
              all(0.1 <= cell["point"]["reach"] <= 0.3 for cell in sampled["scenarios"]))
        unbalanced = run("plan", "study.lua", "reach=0.1..0.3", "--sample", "sobol:5", folder=folder.path)
        check("Sobol' points that are no power of two are warned of",
              unbalanced.code == 0 and "no power of two" in unbalanced.err and "4 or 8" in unbalanced.err,
              str(unbalanced))
        alone = plan(folder, "--one-at-a-time")
        check("one parameter at a time", "base reach x0.5" in names(alone) and "base reach x2" in names(alone)
              and alone["design"]["kind"] == "one at a time", str(names(alone)))
        many = run("plan", "study.lua", "reach=range(0, 1, 0.01)", folder=folder.path)
        check("of many scenarios the first are listed",
              "scenarios     202" in many.out and "more; --json" in many.out and many.out.count("\n") < 40,
              str(many))
        for words, message in (
                (["reach=0.1..0.3"], "nothing says how to sample it"),
                (["--sample", "lhs:5"], "--sample has nothing to sample"),
                (["--sample", "lhs:5", "reach=0.3..0.1"], "must be below the second one"),
                (["--sample", "grid:5", "reach=0.1..0.3"], "lhs:50 or sobol:64"),
                (["--sample", "lhs:5", "--one-at-a-time", "reach=0.1..0.3"], "exclude"),
                (["reach=range(0,1)"], "not a range of three numbers"),
                (["reach=0.1..0.3", "reach=0.5", "--sample", "lhs:5"], "set twice"),
                (["--replications", "20..500"], "needs a precision"),
                (["--until", "worth:x"], "'fusion index:0.01'"),
                (["--until", "wroth:1", "--replications", "20..50"], "there is no number 'wroth'")):
            wrong = run("plan", "study.lua", *words, folder=folder.path)
            check(f"plan {' '.join(words)} is wrong usage", wrong.code == 2 and message in wrong.err, str(wrong))
        result = run("run", "study.lua", "reach=0.1..0.3", "--sample", "sobol:4", "--json", "-", "--quiet",
                     folder=folder.path)
        report = json.loads(result.out or "{}")
        command = {row["name"]: row["value"] for row in report["provenance"]["rows"]}["command"]
        check("the command to repeat a sample has its method",
              "reach=0.1..0.3" in command and "--sample sobol:4" in command, command)


def command(store, *words):
    return ["run", "study.lua", "--store", store, "--no-report", "--quiet", *words]


def finished(folder, store, *words):
    result = run(*command(store, *words), folder=folder.path, limit=300.0)
    check(f"run into {store}", result.code == 0, str(result))
    texts = [run("export", "--store", store, "-", folder=folder.path).out]
    report = run("report", "--store", store, "--json", "-", folder=folder.path)
    document = json.loads(report.out or "{}")
    rows = {row["name"]: row["value"] for row in document["provenance"]["rows"]}
    return texts[0], int(rows["replications"]), document["notes"], result.seconds


def precision():
    with Folder({"study.lua": LONG}) as folder:
        planned = run("plan", "study.lua", folder=folder.path)
        check("plan says between which numbers, and the time of both",
              "20 to 400, looked at every 10" in planned.out and "grid, 2 points of how" in planned.out
              and "to run        80 to 1600 worlds" in planned.out, str(planned))
        whole, count, notes, seconds = finished(folder, "one.valence", "--jobs", "1")
        check("it stops before the most, at a boundary", 20 < count < 400 and count % 10 == 0, str(count))
        check("the report says so", any(f"{count} were enough" in note for note in notes), str(notes))
        other, same, _, _ = finished(folder, "two.valence", "--jobs", "2")
        check("two jobs give the same number and the same bytes", same == count and other == whole, str(same))
        again = run(*command("one.valence"), folder=folder.path)
        check("what is there is not run again", "replicates in" not in again.err, str(again))

        chance = random.Random(SEED)
        kills = 0
        for _ in range(KILLS * 20):
            if kills == KILLS:
                break
            process = subprocess.Popen([BINARY, *command("killed.valence")], cwd=folder.path,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env=environment())
            try:
                process.wait(timeout=chance.uniform(0.02, max(0.1, seconds / 4)))
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
        check("the run was killed", kills > 0)
        killed, reached, _, _ = finished(folder, "killed.valence")
        check("killed and resumed it ends with the same number and the same bytes",
              reached == count and killed == whole, str(reached))

        few = run("run", "study.lua", "--store", "few.valence", "--until", "spending:0.001",
                  "--replications", "20..30", "--report", "page", folder=folder.path)
        check("what is not reached is said", few.code == 0 and "was not reached with 30 replications" in few.err,
              str(few))
        check("and in the report", b"was not reached with 30 replications" in folder.read("page/index.html"))
        check("the store exists", os.path.exists(folder / "few.valence"))


def main():
    designs()
    precision()
    summary()


main()

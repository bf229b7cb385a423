"""The same bits whatever happened on the way: any number of jobs, kills, one run or several."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import time

from _command import BINARY, FULL, Folder, busy_study, check, environment, run, summary

# Fixed, so that a failure can be repeated as far as the clock allows.
SEED = 20_131
KILLS = 10
REPLICATIONS = 60

STUDY = busy_study(
    600,
    size=f"seed = 7, steps = 300, replications = {REPLICATIONS},",
    more="""
series = { valence.series { "adopters", function(env) return env:count("consumer", "adopted") end } },""")


def export(folder, store):
    """Everything that a store holds, as its two tables and the numbers of its report."""
    texts = []
    for words in ([], ["--series"]):
        result = run("export", "--store", store, "-", *words, folder=folder.path)
        check(f"export of {store}{' --series' if words else ''}", result.code == 0, str(result))
        texts.append(result.out)
    result = run("report", "--store", store, "--json", "-", folder=folder.path)
    check(f"report of {store}", result.code == 0, str(result)[:300])
    numbers = json.loads(result.out)
    texts.append([numbers[part] for part in ("comparison", "findings", "series")])
    return texts


def whole_run(folder, store, *words):
    result = run("run", "study.lua", "--store", store, "--no-report", "--quiet", *words,
                 folder=folder.path, limit=300.0)
    check(f"run into {store}", result.code == 0, str(result))
    return result.seconds


def committed(path):
    if not os.path.exists(path):
        return 0
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM replicates").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def killed_run(folder, store, seconds):
    """Kills the command with kill -9 at random moments, then lets it finish."""
    chance = random.Random(SEED)
    kills = 0
    before = 0
    for _ in range(KILLS * 20):
        if kills == KILLS:
            break
        process = subprocess.Popen(
            [BINARY, "run", "study.lua", "--store", store, "--no-report", "--quiet"],
            cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment())
        try:
            process.wait(timeout=chance.uniform(0.02, max(0.1, seconds / 5)))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        else:
            check("a run before its last kill ends well", process.returncode == 0)
            break
        now = committed(folder / store)
        check(f"kill {kills} loses no committed replicate", now >= before, f"{now} after {before}")
        before = now
    whole_run(folder, store)
    return kills


def main():
    with Folder({"study.lua": STUDY}) as folder:
        seconds = whole_run(folder, "one.valence", "--jobs", "1")
        whole = export(folder, "one.valence")
        check("all replicates are exported",
              all(f"{name},{number}," in whole[0] for name in ("base", "more")
                  for number in (1, REPLICATIONS)))
        check("series are exported", whole[1].count("\n") > REPLICATIONS * 60)

        for jobs in ("2", "7"):
            whole_run(folder, f"jobs{jobs}.valence", "--jobs", jobs)
            check(f"--jobs {jobs} gives the bytes of --jobs 1", export(folder, f"jobs{jobs}.valence") == whole)

        kills = killed_run(folder, "killed.valence", seconds)
        check(f"the run was killed {KILLS} times", kills == KILLS, str(kills))
        check("a run killed with kill -9 and resumed gives the same bytes",
              export(folder, "killed.valence") == whole)

        for number in (5, 17, REPLICATIONS):
            whole_run(folder, "grown.valence", "--replications", str(number))
        check("a run grown in three steps gives the same bytes", export(folder, "grown.valence") == whole)

        process = subprocess.Popen(
            [BINARY, "run", "study.lua", "--store", "asked.valence", "--no-report"],
            cwd=folder.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        time.sleep(min(0.3, seconds / 6))
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
        check("Ctrl-C ends with 1 and says how to go on",
              process.returncode == 1 and b"the same command goes on" in errors,
              f"{process.returncode} {errors.decode()}")
        check("Ctrl-C leaves standard output empty", output == b"")
        whole_run(folder, "asked.valence")
        check("a run stopped with Ctrl-C and resumed gives the same bytes",
              export(folder, "asked.valence") == whole)

        renamed = STUDY.replace('{ "more", reach = 0.4 }', '{ "much more", reach = 0.4 }, { "third", reach = 0.9 }')
        check("the renamed study is another text", renamed != STUDY)
        folder.write("study.lua", renamed)
        whole_run(folder, "renamed.valence")
        other = export(folder, "renamed.valence")
        kept = [line.replace("much more,", "more,") for line in other[0].split("\n")
                if not line.startswith("third,")]
        check("renaming a scenario and adding one changes no value", "\n".join(kept) == whole[0])
        if FULL:
            folder.write("study.lua", STUDY)
            for attempt in range(10):
                name = f"again{attempt}.valence"
                killed_run(folder, name, seconds)
                check(f"killed and resumed, attempt {attempt}", export(folder, name) == whole)
    summary()


main()

"""Bad inputs, each through the real command: one clear message, the right exit code, in time.

Nothing may crash, hang past its limit, or lose a replicate that was committed.
"""

import hashlib
import os
import resource
import signal
import sqlite3
import subprocess
import time

from _bad_data import DATA
from _bad_scripts import SCRIPTS
from _command import BINARY, CRASHES, Folder, check, environment, run, study, summary

# Lines on standard error that still count as one clear message with its hints and traceback.
MOST_LINES = 24


def line_of(text, mark="-- HERE"):
    """The number of the line with the mark, or None."""
    for number, line in enumerate(text.split("\n"), 1):
        if mark in line:
            return number
    return None


def judge(name, result, code, *messages, limit=30.0, place=None):
    """One input: its exit code, its message, its time, and that nothing broke."""
    problems = []
    if result.code is None:
        problems.append(f"it did not end within {limit:.0f} s")
    elif result.code != code:
        problems.append(f"exit code {result.code} instead of {code}")
    for message in messages:
        if message not in result.err:
            problems.append(f"no message '{message}'")
    if place and place not in result.err:
        problems.append(f"no place '{place}'")
    problems += [f"'{text}' on standard error" for text in CRASHES if text in result.err]
    lines = result.err.strip().split("\n")
    if not any(line.startswith("error: ") for line in lines):
        problems.append("no line starts with 'error: '")
    if len(lines) > MOST_LINES:
        problems.append(f"{len(lines)} lines of message")
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in result.err):
        problems.append("control characters in the message")
    check(name, not problems, "; ".join(problems) + f"\n{result}")


def case(name, files, arguments, code, *messages, limit=30.0):
    """An input given as files and arguments; `-- HERE` in study.lua is the line to be named."""
    with Folder(files) as folder:
        result = run(*arguments, folder=folder.path, limit=limit)
        line = line_of(files["study.lua"]) if isinstance(files.get("study.lua"), str) else None
        judge(name, result, code, *messages, limit=limit,
              place=f"study.lua:{line}" if line else None)


def arguments():
    """Wrong usage: exit code 2."""
    good = {"study.lua": study()}
    used = [
        ("unknown command", ["runn"], "there is no command 'runn'", "did you mean 'run'?"),
        ("unknown command, nothing near", ["frobnicate"], "commands: charts, compare, doctor"),
        ("study in place of a command", ["study.lua"], "valence run study.lua"),
        ("help for an unknown command", ["help", "ren"], "there is no command 'ren'"),
        ("unknown option", ["run", "--stor", "x"], "unknown option '--stor'", "'--store'"),
        ("option without value", ["run", "--store"], "missing value for '--store"),
        ("no jobs", ["run", "--jobs", "0"], "a whole number from 1 to 1024"),
        ("jobs in words", ["run", "--jobs", "two"], "'two' is invalid"),
        ("no replications", ["run", "--replications", "0"], "from 1 to 10000000"),
        ("half a replication", ["run", "--replications", "1.5"], "from 1 to 10000000"),
        ("replications beyond counting", ["run", "--replications", "99999999999999999999"], "invalid"),
        ("more replications than a store can number", ["run", "--replications", "9000000000000000000"],
         "from 1 to 10000000"),
        ("seed too large", ["run", "--seed", "18446744073709551616"], "below 2^64"),
        ("seed in words", ["run", "--seed", "lucky"], "'lucky' is invalid"),
        ("no time at all", ["run", "--time-limit", "0"], "above 0"),
        ("two studies", ["run", "study.lua", "other.lua"], "there are two studies"),
        ("a parameter without value", ["run", "study.lua", "reach"], "reach=VALUE"),
        ("misspelt study", ["run", "studi.lua"], "there is no study 'studi.lua'", "'study.lua'"),
        ("study without its extension", ["run", "study"], "did you mean study.lua?"),
        ("folder as study", ["run", "."], "is a folder", "study.lua"),
        ("empty name of a study", ["run", ""], "there is no study ''"),
        ("misspelt parameter", ["run", "reech=1"], "unknown parameter 'reech'", "'reach'"),
        ("parameter of the wrong type", ["run", "reach=far"], "'reach' must be a number, got far"),
        ("not a choice", ["run", "how=sofd"], "'how' cannot be 'sofd'", "'soft'"),
        ("level of a parameter without levels", ["run", "reach.good=1"], "'reach' has no levels"),
        ("empty value", ["run", "reach="], "'reach=' has an empty value"),
        ("empty value in a sweep", ["run", "reach=0.1,,0.3"], "has an empty value"),
        ("sweep with the same value twice", ["run", "reach=0.1,0.1"], "the value 0.1 twice"),
        ("parameter set twice", ["run", "reach=0.1", "reach=0.2"], "'reach' is set twice"),
        ("quote that does not end", ["run", 'how="soft'], "a quote that does not end"),
        ("setting without name", ["run", "=3"], "has no name before '='"),
        ("unknown engine", ["run", "--engine", "luaa"], "there is no engine 'luaa'", "'lua'"),
        ("two outputs at one place", ["run", "--json", "-", "--report", "-"], "cannot both be"),
        ("report and no report", ["run", "--report", "x", "--no-report"], "--no-report"),
        ("data without a table", ["run", "--data", "sales.csv"], "--data TABLE=FILE"),
        ("data twice", ["run", "--data", "a=b", "--data", "a=c"], "'a' twice"),
        ("data for no table", ["run", "--data", "sales=study.lua"], "no table 'sales'"),
        ("grant of nothing", ["run", "--allow", "nowhere"], "nothing at 'nowhere' to allow"),
        ("store on standard output", ["run", "--store", "-"], "a store cannot be standard output"),
        ("export without store", ["export", "out.csv"], "'--store <file>'"),
        ("report without store", ["report", "out"], "'--store <file>'"),
        ("stray argument", ["doctor", "now"], "'now'"),
        ("plan with a misspelt option", ["plan", "--replication", "3"], "'--replications'"),
    ]
    for name, words, *messages in used:
        case(name, good, words, 2, *messages)
    case("no study here", {}, ["run"], 2, "there is no study.lua in this folder")
    case("compiled study", {"study.lua": b"\x1bLua\x54\x00"}, ["run"], 2, "is compiled Lua")
    case("study in another encoding", {"study.lua": "return 'caf\u00e9'".encode("latin-1")}, ["run"],
         2, "is not text in UTF-8")
    case("device as study", {}, ["run", "/dev/zero"], 2, "is not a regular file")
    case("engine that is none", good, ["run", "--engine", "nativ"], 2,
         "no engine 'nativ'", "did you mean 'native'")


def scripts():
    """Studies that are wrong, contradictory or hostile: exit code 1, with the line."""
    for name, text, *messages in SCRIPTS:
        limit = 30.0
        if messages and isinstance(messages[0], float):
            limit, *messages = messages
        case(name, {"study.lua": text}, ["run", "--no-report"], 1, *messages, limit=limit)


def tables():
    """Data that cannot be read, or that a study may not read."""
    for name, files, *messages in DATA:
        case(name, files, ["run", "--no-report"], 1, *messages)
    text = DATA_STUDY
    with Folder({"inner/study.lua": text, "outside.csv": "id,sum\n1,2\n"}) as folder:
        os.symlink("../outside.csv", folder / "inner/sales.csv")
        result = run("run", "inner/study.lua", folder=folder.path)
        judge("link out of the folder", result, 1, "is outside the study's folder", "--allow")
        os.remove(folder / "inner/sales.csv")
        os.mkfifo(folder / "inner/sales.csv")
        result = run("run", "inner/study.lua", folder=folder.path)
        judge("pipe as data", result, 1, "not a regular file")
        result = run("run", "inner/study.lua", "--data", "sales=nowhere.csv", folder=folder.path)
        judge("replacement that is missing", result, 1, "there is no file 'nowhere.csv'")


DATA_STUDY = study(data='data = { sales = valence.csv { "sales.csv" } },')


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def stores():
    """Stores that cannot be used are named and left as they are."""
    with Folder({"study.lua": study(), "notes.txt": "not a store, but 100 bytes of text" * 3,
                 "long.txt": "x" * 100_000}) as folder:
        def refused(name, code, *messages, words=("run", "--no-report"), keep=None):
            before = digest(folder / keep) if keep else None
            result = run(*words, folder=folder.path)
            judge(name, result, code, *messages)
            if keep:
                check(f"{name}: the file is untouched", digest(folder / keep) == before)

        refused("store in a missing folder", 1, "the folder 'nowhere'", "mkdir -p nowhere",
                words=["run", "--store", "nowhere/s.valence"])
        refused("folder as store", 1, "is a folder, not a store", words=["run", "--store", "."])
        refused("text as store", 1, "is not a store", words=["run", "--store", "notes.txt"],
                keep="notes.txt")
        refused("long text as store", 1, "is not a store", words=["run", "--store", "long.txt"],
                keep="long.txt")
        refused("export of a text", 1, "is not a store",
                words=["export", "--store", "notes.txt", "-"], keep="notes.txt")
        refused("report of nothing", 1, "there is no store 'none'", words=["report", "--store", "none"])
        refused("place that may not be written", 1, "/proc/s.valence",
                words=["run", "--store", "/proc/s.valence"])
        refused("device as store", 1, "not a store", words=["run", "--store", "/dev/null"])

        run("run", "--quiet", "--no-report", "--store", "good.valence", folder=folder.path)
        whole = folder.read("good.valence")
        folder.write("cut.valence", whole[:len(whole) // 2])
        refused("half a store", 1, "cut.valence", words=["run", "--store", "cut.valence"])
        folder.write("torn.valence", whole[:100] + b"\xa5" * (len(whole) - 4196) + whole[-4096:])
        refused("overwritten store", 1, "torn.valence", words=["run", "--store", "torn.valence"])
        refused("report of an overwritten store", 1, "torn.valence",
                words=["report", "--store", "torn.valence"])
        folder.write("newer.valence", whole)
        with sqlite3.connect(folder / "newer.valence") as database:
            database.execute("PRAGMA user_version = 999")
        database.close()
        refused("store of a later version", 1, "newer", words=["run", "--store", "newer.valence"],
                keep="newer.valence")
        sqlite3.connect(folder / "foreign.db").execute("CREATE TABLE t (x)").connection.close()
        refused("database of another program", 1, "is not a store",
                words=["run", "--store", "foreign.db"], keep="foreign.db")
        folder.write("empty.db", "")
        refused("export of an empty file", 1, "empty.db", words=["export", "--store", "empty.db"])
        refused("export onto the store itself", 1, "it is the store itself",
                words=["export", "--store", "good.valence", "good.valence"], keep="good.valence")
        refused("export into a missing folder", 1, "nowhere/out.csv",
                words=["export", "--store", "good.valence", "nowhere/out.csv"], keep="good.valence")


def outputs():
    """Places that results cannot go to are found before the work, where they can be."""
    with Folder({"study.lua": study(), "page/index.html": "<h1>mine</h1>", "file": "x"}) as folder:
        def refused(name, words, *messages):
            judge(name, run("run", *words, folder=folder.path), 1, *messages)
            check(f"{name}: nothing was run", not os.path.exists(folder / "study.valence"))

        refused("JSON into a missing folder", ["--json", "nowhere/x.json"], "'nowhere' does not exist")
        refused("JSON onto a folder", ["--json", "page"], "it is a folder")
        refused("report onto a file", ["--report", "file"], "cannot write a report to 'file'")
        refused("report below a file", ["--report", "file/x"], "cannot write a report to 'file/x'")
        refused("report over a page of somebody else", ["--report", "page"], "not a report of Valence")
        check("that page is untouched", folder.read("page/index.html") == b"<h1>mine</h1>")
        with open("/dev/full", "wb") as full:
            judge("full disk behind standard output",
                  run("run", "--no-report", folder=folder.path, out=full), 1,
                  "cannot write to standard output: no space left on device")


        result = run("run", "--no-report", "--store", "closed.valence", folder=folder.path,
                     before=lambda: os.close(1))
        judge("closed standard output", result, 1, "cannot write to standard output")
        check("nothing was written into the store instead",
              run("export", "--store", "closed.valence", "-", folder=folder.path).code == 0)
        result = run("run", "--store", "silent.valence", folder=folder.path, before=lambda: os.close(2))
        check("closed standard error is no reason to fail", result.code == 0 and result.err == "", str(result))


def committed(path):
    """How many replicates a store holds that are done."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM replicates WHERE status = 'done'").fetchone()[0]


def full_disk():
    """A file that may not grow: what was committed stays, and the run goes on afterwards."""
    text = study(size="seed = 7, steps = 40, replications = 400,",
                 more='series = { valence.series { "share", function(env) return env:mean("consumer", "trust") end } },')

    def limited(size):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    with Folder({"study.lua": text}) as folder:
        run("run", "--quiet", "--no-report", "--replications", "5", folder=folder.path)
        result = run("run", "--quiet", "--no-report", folder=folder.path, limit=120.0,
                     before=limited(os.path.getsize(folder / "study.valence") + 100_000))
        judge("disk that is full during the run", result, 1, "study.valence", limit=120.0)
        kept = committed(folder / "study.valence")
        check("replicates from before the full disk are kept", 10 <= kept < 800, str(kept))
        result = run("run", "--quiet", "--no-report", folder=folder.path, limit=120.0)
        check("the run goes on when there is room", result.code == 0, str(result))
        check("all replicates are there then", committed(folder / "study.valence") == 800,
              str(committed(folder / "study.valence")))
    with Folder({"study.lua": text}) as folder:
        judge("disk without any room", run("run", "--no-report", folder=folder.path, before=limited(0)),
              1, "study.valence")
    with Folder({"study.lua": text}) as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder.path],
                                 capture_output=True, check=False).returncode == 0
        if not mounted:
            print("not checked: a full tmpfs, since this process may not mount one")
            return
        try:
            folder.write("study.lua", text)
            result = run("run", "--quiet", "--no-report", folder=folder.path, limit=120.0)
            judge("full file system", result, 1, "the disk", limit=120.0)
            check("the store on it can still be read",
                  run("export", "--store", "study.valence", "-", folder=folder.path).code == 0)
        finally:
            subprocess.run(["umount", folder.path], check=False)


def two_processes():
    """The second writer waits, then says who is in the way; readers are let through."""
    text = study(size="seed = 7, steps = 2000, replications = 5000,")
    with Folder({"study.lua": text}) as folder:
        first = subprocess.Popen([BINARY, "run", "--quiet", "--no-report"], cwd=folder.path,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 env=environment())
        try:
            deadline = time.monotonic() + 10
            while not os.path.exists(folder / "study.valence.lock") and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(0.3)
            result = run("run", "--no-report", folder=folder.path, limit=30.0)
            judge("store that another process writes", result, 1, "is being written",
                  f"process {first.pid}", "waiting for")
            check("a report of it can be had meanwhile",
                  run("report", "--store", "study.valence", folder=folder.path).code == 0)
            kept = committed(folder / "study.valence")
        finally:
            first.send_signal(signal.SIGKILL)
            first.wait()
        check("a killed writer loses nothing that was committed",
              committed(folder / "study.valence") >= kept)
        result = run("run", "--no-report", "--quiet", "--time-limit", "0.5", folder=folder.path)
        check("a run that its time limit ends says how to go on",
              result.code == 1 and "stopped: " in result.err
              and "the same command goes on" in result.err, str(result))


def failed_replicates():
    """An error in some worlds ends those, not the others, and is not forgotten."""
    text = study(rule='if env.step == 3 and env:chance(0.03) then error("no bread left") end -- HERE',
                 size="seed = 7, steps = 5, replications = 40,")
    with Folder({"study.lua": text}) as folder:
        result = run("run", folder=folder.path)
        judge("error in some replicates", result, 1, "no bread left", "failed",
              place=f"study.lua:{line_of(text)}")
        kept = committed(folder / "study.valence")
        check("the other replicates are kept", 0 < kept < 80, str(kept))
        check("the table is shown even so", "spending" in result.out)
        again = run("run", folder=folder.path)
        judge("error of an earlier run", again, 1, "failed")
        check("failed replicates do not run again by themselves", again.seconds < result.seconds + 5)


def main():
    for part in (arguments, scripts, tables, stores, outputs, full_disk, two_processes,
                 failed_replicates):
        part()
    summary()


main()

"""The path of a newcomer in the README works as typed: a project, its run, its tests, and the lines at
the prompt, each with the answer that the README shows."""

import os
import re
import subprocess
import tempfile

from _command import BINARY, ROOT, check, environment, run, summary


def block():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        chapter = file.read().split("## Explore by hand")[1]
    return re.search(r"```text\n(.*?)```", chapter, re.S)[1]


with tempfile.TemporaryDirectory() as folder:
    demo = os.path.join(folder, "demo")
    for arguments, place in [(["new", "demo"], folder), (["run"], demo), (["test"], demo)]:
        done = run(*arguments, folder=place)
        check("valence " + " ".join(arguments), done.code == 0, str(done))
    lines = [line[2:] for line in block().splitlines() if line.startswith("> ")]
    check("there are ten lines", len(lines) == 10, "\n".join(lines))
    # A mark behind each line tells its answer from the next one's.
    mark = "-- end of an answer --"
    typed = "".join(f"{line}\nprint '{mark}'\n" for line in lines)
    done = subprocess.run([BINARY, "repl"], cwd=demo, input=typed, capture_output=True, text=True,
                          env=environment(COLUMNS="80"), timeout=120)
    check("valence repl", done.returncode == 0, done.stdout[-500:] + done.stderr)
    shown = re.split(r"^> .*\n", block(), flags=re.M)[1:]
    for line, answer, expected in zip(lines, done.stdout.split(mark + "\n"), shown, strict=False):
        check(f"> {line}", answer.rstrip("\n") == expected.rstrip("\n"),
              f"\n{answer}instead of\n{expected}")
    saved = run("run", "mine.lua", "--quiet", folder=demo)
    check("the saved study runs", saved.code == 0, str(saved))

summary()

"""The table of constructs in Plugins/README.md: every name in it is there, and is used by something that
is run.

Names are exports of plugins and of `valence` (loaded by a suite that is written here), methods and
members (annotated for editors), words (keys that a study may write) and studies (checked whole).
"""

import glob
import os
import re
import tempfile

from _command import ROOT, check, run, summary

HEADING = "## Constructs and where they are"
OBJECTS = {"env": "Env", "actor": "Actor", "run": "Run", "event": "Event"}


def text(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def rows():
    """Each construct, and what stands for it."""
    table = text("Plugins/README.md").split(HEADING)[1]
    for line in table.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if len(cells) == 2 and cells[0] != "concept" and not cells[0].startswith("---"):
            yield cells


annotations = "\n".join(map(text, glob.glob("Sources/Studies/Lua/library/*.lua", root_dir=ROOT)))
scripts = glob.glob(os.path.join(ROOT, "Scripts", "**", "*.lua"), recursive=True)
scripts += glob.glob(os.path.join(ROOT, "Plugins", "*", "*_spec.lua"))
scripts += glob.glob(os.path.join(ROOT, "Plugins", "*", "examples", "*.lua"))
used = "\n".join(text(path) for path in scripts)

exports, studies = set(), set()
count = 0
for concept, answer in rows():
    count += 1
    names = re.findall(r"`([^`]+)`", answer)
    is_absent = "*not represented*" in answer
    check(f"{concept}: has an answer", names or is_absent, answer)
    if is_absent:
        check(f"{concept}: says why not", "because" in answer, answer)
    for name in names:
        member = re.fullmatch(r"(env|actor|run|event)[.:](\w+)", name)
        if name.startswith(("Scripts/", "Plugins/")):
            studies.add(name)
        elif member:
            known = (f"function {OBJECTS[member[1]]}:{member[2]}(" in annotations
                     or re.search(rf"---@field {member[2]}\??[ ]", annotations))
            check(f"{concept}: {name} is annotated", known)
        elif re.fullmatch(r"\w+\.\w+", name):
            exports.add(name)
        else:
            check(f"{concept}: '{name}' is a key of a study",
                  re.search(rf"---@field {re.escape(name)}\??[ ]", annotations))
check("the table has the constructs of the literature", count > 130, str(count))

with tempfile.TemporaryDirectory() as folder:
    spec = os.path.join(folder, "names_spec.lua")
    with open(spec, "w", encoding="utf-8") as file:
        for name in sorted(exports):
            module, export = name.split(".")
            file.write(f'it("{name}", function() assert.not_nil(require("{module}").{export}) end)\n')
    result = run("test", spec, limit=60)
    missing = re.findall(r"FAILED +(\S+)", result.out)
    check("every export is there", result.code == 0, ", ".join(missing) or str(result))

for name in sorted(exports):
    check(f"{name} is used by a study or a suite", name in used)
for study in sorted(studies):
    result = run("plan", os.path.join(ROOT, study), limit=60)
    check(f"{study} is a study", result.code == 0, str(result))

summary()

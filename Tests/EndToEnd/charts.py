"""What draws charts is the pinned package or is not kept; reports go without it and say so.

pip takes packages from a folder here (PIP_FIND_LINKS): no network is needed.
"""

import os
import re
import zipfile

from _command import Folder, ROOT, check, run, study, summary


def version():
    with open(os.path.join(ROOT, "Sources", "valence", "Charts", "requirements.txt"), encoding="utf-8") as file:
        return re.search(r"==(\S+)", file.read())[1]


def wheel(path, version):
    """A package of the right name and version, with other contents than the pinned one."""
    about = f"vl_convert_python-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("vl_convert/__init__.py", "open('it-ran', 'w').close()")
        file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: vl-convert-python\nVersion: {version}\n")
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{about}/RECORD", "")


def kept(folder):
    """What is in the cache of charts."""
    return [name for _, folders, files in os.walk(folder / "cache/valence/charts") for name in folders + files]


def fetched(folder, **variables):
    """Nothing can be fetched: the exit code is that of an environment, and nothing stays behind."""
    result = run("charts", folder=folder.path, XDG_CACHE_HOME=folder / "cache", PIP_NO_INDEX="1",
                 PIP_FIND_LINKS=folder / "offered", **variables)
    check("nothing is fetched", result.code == 1 and result.err.count("error: ") == 1, str(result))
    check("nothing is kept", kept(folder) == [], str(kept(folder)))
    again = run("charts", "--check", folder=folder.path, XDG_CACHE_HOME=folder / "cache")
    check("and it counts as missing", again.code == 1 and "to fetch it: valence charts" in again.err, str(again))
    return result


with Folder({"study.lua": study()}) as folder:
    os.mkdir(folder / "offered")
    result = fetched(folder)
    check("nothing offered: says what it takes",
          "could not fetch the runtime of charts: " in result.err and "a network" in result.err, str(result))

    wheel(folder / f"offered/vl_convert_python-{version()}-py3-none-any.whl", version())
    result = fetched(folder)
    check("other contents: says so", "is not the one that is pinned" in result.err
          and f"vl-convert-python {version()} with other contents; nothing of it was kept" in result.err, str(result))
    check("other contents: says what to do", "PIP_INDEX_URL=URL valence charts" in result.err, str(result))
    check("other contents are not run", not os.path.exists(folder / "it-ran"))

    os.mkdir(folder / "bin")
    result = fetched(folder, PATH=folder / "bin")
    check("no Python: says so", "cannot run 'python3'" in result.err, str(result))

    result = run("run", "study.lua", "--report", "report", "--quiet", folder=folder.path, XDG_CACHE_HOME=folder / "cache")
    page = folder.read("report/index.html").decode() if os.path.exists(folder / "report/index.html") else ""
    check("a report goes without charts", result.code == 0 and "<table" in page, str(result))
    check("and says how to get them", "valence charts" in page)
    result = run("run", "study.lua", "--report", "other", "--figures", "svg", folder=folder.path,
                 XDG_CACHE_HOME=folder / "cache")
    check("figures are refused", result.code == 1 and "fetch it once: valence charts" in result.err, str(result))

summary()

"""`valence new demo && cd demo && valence run && valence test`, as typed after `valence install`."""

import json
import os
import re
import subprocess

from _command import BINARY, Folder, check, environment, run, summary

TYPED = "valence new demo && cd demo && valence run && valence test"

FILES = [".github/workflows/test.yml", ".gitignore", ".gitlab-ci.yml", ".luarc.json", "Plugins/README.md",
         "README.md", "study.lua", "study_spec.lua"]


def shell(line, folder, **variables):
    """What a shell makes of a line, with nothing of Valence on the PATH but the installed command."""
    return subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False, timeout=120,
                          stdin=subprocess.DEVNULL, env=environment(**variables))


def files(folder):
    return sorted(os.path.relpath(os.path.join(place, name), folder)
                  for place, _, names in os.walk(folder) for name in names)


def text(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def parsed(path):
    """The YAML document, or None where no parser is installed."""
    try:
        import yaml
    except ImportError:
        return None
    return yaml.safe_load(text(path))


def typed_line():
    with Folder() as home:
        installed = subprocess.run([BINARY, "install"], cwd=home.path, capture_output=True, text=True, check=False,
                                   env=environment(HOME=home.path))
        check("install to ~/.local", installed.returncode == 0, installed.stderr)
        place = {"HOME": home.path, "PATH": f"{home / '.local/bin'}:/usr/bin:/bin", "VALENCE_CACHE": home / "cache"}
        done = shell(TYPED, home.path, **place)
        check(TYPED, done.returncode == 0, f"exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        check("the run ends with its table", "benefit (person)" in done.stdout, done.stdout[:2000])
        check("every test passes", re.search(r"\b[1-9]\d* passed", done.stdout)
              and not re.search(r"\b[1-9]\d* (failed|pending)", done.stdout), done.stdout[-1500:])
        demo = home / "demo"
        made = [name for name in files(demo) if not name.startswith("study-report") and ".valence" not in name]
        check("the files of a project", made == FILES, str(made))
        check("the project is called as was typed", 'name = "demo"' in text(demo, "study.lua"))
        check("no placeholder is left", not any(re.search(r"\{\{(name|libraries)\}\}", text(demo, name)) for name in FILES))

        settings = json.loads(text(demo, ".luarc.json"))
        library = settings["workspace.library"][0]
        check("the editor is shown the installed annotations", library == "~/.local/share/valence/library", library)
        names = os.listdir(os.path.join(home.path, library.removeprefix("~/")))
        check("annotations of studies and of tests are installed", len(names) >= 2, str(names))
        ignored(demo)
        continuous_integration(demo, place)


def ignored(demo):
    """What runs leave behind stays out of version control."""
    git = subprocess.run(["git", "init", "-q", "."], cwd=demo, capture_output=True, check=False)
    if git.returncode != 0:
        return
    status = subprocess.run(["git", "status", "--short", "--untracked-files=all"], cwd=demo, capture_output=True,
                            text=True, check=False)
    check("git sees the files of the project and no results",
          sorted(line[3:] for line in status.stdout.splitlines()) == FILES, status.stdout)


def continuous_integration(demo, place):
    """The files for CI are YAML, and the command in them runs and writes what the server reads."""
    github, gitlab = parsed(os.path.join(demo, FILES[0])), parsed(os.path.join(demo, ".gitlab-ci.yml"))
    if github is None:
        print("not checked: the CI files as YAML, for want of a parser")
    else:
        steps = github["jobs"]["test"]["steps"]
        check("the GitHub file runs the tests", any("valence test" in step.get("run", "") for step in steps), str(steps))
        check("the GitHub file keeps the results", any("results.xml" in str(step.get("with")) for step in steps))
        check("the GitLab file runs the tests and keeps the results",
              "valence test" in gitlab["test"]["script"][0]
              and gitlab["test"]["artifacts"]["reports"]["junit"] == "results.xml", str(gitlab))
    for name in (FILES[0], ".gitlab-ci.yml"):
        command = re.search(r"valence test .*", text(demo, name))[0]
        done = shell(command, demo, **place)
        check(f"{name}: {command}", done.returncode == 0 and "<testsuite" in text(demo, "results.xml"), done.stderr)
        os.remove(os.path.join(demo, "results.xml"))


def refusals():
    with Folder({"full/note.txt": "mine", "file": "mine"}) as folder:
        for name in ("full", "file"):
            result = run("new", name, folder=folder.path)
            check(f"new {name} overwrites nothing", result.code == 2 and "is there already" in result.err
                  and files(folder.path) == ["file", "full/note.txt"], str(result))
        os.mkdir(folder / "empty")
        check("an empty folder will do", run("new", "empty", folder=folder.path).code == 0)
        for name in ("a b", "-x", ".x", "a'b", ""):
            result = run("new", "--", name, folder=folder.path)
            check(f"new '{name}' is refused", result.code == 2 and "cannot be called" in result.err, str(result))
        result = run("new", "file/x", folder=folder.path)
        check("a folder that cannot be made", result.code == 1 and result.err.startswith("error: cannot"), str(result))
        made = run("new", "deep/er", "--json", "-", folder=folder.path)
        check("new --json - below folders that it makes", made.code == 0
              and sorted(json.loads(made.out)["files"]) == FILES and files(folder / "deep/er") == FILES, str(made))
        check("new needs a name", run("new", folder=folder.path).code == 2)


def nothing_here():
    with Folder() as folder:
        result = run("run", folder=folder.path)
        check("run says what it looked for", result.code == 2 and "study.lua" in result.err, str(result))


typed_line()
refusals()
nothing_here()
summary()

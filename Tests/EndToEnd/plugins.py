"""`valence plugin`: plugins that are made, checked, installed, granted what they ask for, and refused."""

import io
import json
import os
import subprocess
import tarfile
import zipfile

from _command import ROOT, Folder, check, environment, run, summary

MANIFEST = """name = "{name}"
version = "1.0.0"
valence = "0.1"
summary = "A plugin of the tests"
{top}
[requires]
{requires}
[exports]
functions = ["answer"]
"""

MODULE = """local {name} = {{}}
--- The answer.
function {name}.answer() return 42 end
return {name}
"""

STUDY = """local valence = require "valence"
local used = require "{name}"
return valence.study {{ name = "s", steps = used.answer(), replications = 2,
  actors = {{ person = {{ count = 3 }} }},
  values = {{ valence.value {{ "one", of = "person", function(self) return 1 end }} }} }}
"""


def write(folder, files):
    for place, text in files.items():
        path = os.path.join(folder, place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def plugin(name, top="", requires="", module=MODULE, place="Plugins"):
    """The files of a plugin."""
    return {f"{place}/{name}/plugin.toml": MANIFEST.format(name=name, top=top, requires=requires),
            f"{place}/{name}/init.lua": module.format(name=name)}


def one_message(what, result, *says, place=None):
    """One error, with these texts in it, that begins at this place and is not Lua's own."""
    errors = [line for line in result.err.splitlines() if line.startswith("error: ")]
    good = (result.code in (1, 2) and len(errors) == 1 and all(text in result.err for text in says)
            and "stack traceback" not in result.err and "[valence]" not in result.err
            and (place is None or errors[0].startswith(f"error: {place}: ")))
    check(what, good, f"{result}")


def made_and_checked():
    with Folder() as home:
        place = {"folder": home.path, "HOME": home.path}
        check("new", run("plugin", "new", "demo", **place).code == 0)
        checked = run("plugin", "check", "demo", "--json", "report.json", **place)
        check("the check of a new plugin passes", checked.code == 0, checked)
        report = json.loads(open(home / "report.json", encoding="utf-8").read())
        check("the report says so", report["good"] and [part["name"] for part in report["parts"]]
              == ["module", "documentation", "tests", "examples"], str(report))
        one_message("nothing is overwritten", run("plugin", "new", "demo", **place), "is there already")
        one_message("a name that is none", run("plugin", "new", "de-mo", **place), "cannot be called 'de-mo'")
        shown = run("plugin", "show", "demo.worse_off", **place)
        check("a comment is shown", "lower than that of their twins" in shown.out and "@param" in shown.out, shown)
        listed = json.loads(run("plugin", "list", "--json", "-", **place).out)
        check("list names it", any(found["name"] == "demo" and found["origin"] == "project"
                                   for found in listed["plugins"]), str(listed))
        write(home.path, {"Plugins/demo/README.md": "# nothing", "Plugins/demo/examples/bad.lua": "error 'x'",
                          "Plugins/demo/more_spec.lua": "it('fails', function() assert(false) end)"})
        bad = run("plugin", "check", "demo", **place)
        check("gaps are found", bad.code == 1 and "does not name demo.harvest" in bad.err
              and "1 of its tests failed" in bad.err and "bad.lua:1" in bad.err, bad)


def built_in():
    """Every plugin that comes with Valence passes its own check: comments, guide, tests, examples."""
    for name in sorted(os.listdir(os.path.join(ROOT, "Plugins"))):
        if os.path.isdir(os.path.join(ROOT, "Plugins", name)):
            done = run("plugin", "check", name, folder=ROOT, limit=300)
            check(f"check {name}", done.code == 0, done)


def broken():
    cases = [
        ("a broken manifest", {"Plugins/bad/plugin.toml": "name = "}, ["no TOML"], "Plugins/bad/plugin.toml:1"),
        ("no manifest", {"Plugins/bad/init.lua": "return {}"}, ["there is no plugin.toml"], None),
        ("no init", {"Plugins/bad/plugin.toml": MANIFEST.format(name="bad", top="", requires="")},
         ["has no init.lua"], "study.lua:2"),
        ("no such plugin", {"Plugins/bed/init.lua": ""}, ["no module 'bad'", "did you mean 'bed'?"], "study.lua:2"),
        ("broken Lua", plugin("bad", module="local x = = 1"), ["unexpected symbol"], "Plugins/bad/init.lua:1"),
        ("a wrong export", plugin("bad", module="return {{ anwser = 1 }}"),
         ["exports 'answer'", "did you mean 'anwser'?"], "Plugins/bad/plugin.toml:9"),
        ("no table", plugin("bad", module="return 3"), ["must return a table"], "Plugins/bad/init.lua"),
        ("another name", {**plugin("bad"), "Plugins/bad/plugin.toml": MANIFEST.format(name="good", top="", requires="")},
         ["called 'good', but its folder 'bad'"], "Plugins/bad/plugin.toml:1"),
        ("too new for this Valence", {**plugin("bad"), "Plugins/bad/plugin.toml":
            MANIFEST.format(name="bad", top="", requires="").replace('"0.1"', '"9.1"')},
         ["needs Valence 9.1.0"], "Plugins/bad/plugin.toml:3"),
        ("a requirement that is not there", plugin("bad", requires='other = "1.0"'), ["no module 'other'"],
         "Plugins/bad/plugin.toml:7"),
        ("a requirement of another version", {**plugin("bad", requires='other = "2.0"'), **plugin("other")},
         ["needs 'other' 2.0.0", "is 1.0.0"], "Plugins/bad/plugin.toml:7"),
        ("plugins that require each other",
         {**plugin("bad", requires='other = "1.0"'), **plugin("other", requires='bad = "1.0"')},
         ["bad -> other -> bad"], "Plugins/other/plugin.toml:7"),
        ("a requirement that the manifest does not name",
         {**plugin("bad", module="require 'other' return {{ answer = 1 }}"), **plugin("other")},
         ["requires 'other', which its manifest does not name"], "Plugins/bad/init.lua:1"),
        ("a part that requires the whole", {**plugin("bad", module="require 'bad.part' return {{ answer = 1 }}"),
                                            "Plugins/bad/part.lua": "local whole = require 'bad'"},
         ["require each other: bad -> bad.part -> bad"], "Plugins/bad/part.lua:1"),
    ]
    for what, files, says, place in cases:
        with Folder() as home:
            write(home.path, {**files, "study.lua": STUDY.format(name="bad")})
            one_message(what, run("run", "study.lua", folder=home.path, HOME=home.path), *says, place=place)
    with Folder() as home:
        write(home.path, {**plugin("fusion"), "study.lua": STUDY.format(name="fusion")})
        one_message("a plugin named like a built-in one",
                    run("run", "study.lua", folder=home.path, HOME=home.path), "there are 2 plugins named 'fusion'",
                    "(project)", "(built-in)", place="study.lua:2")
    with Folder() as home:
        text = 'nmae = "bad"\nversion = "one"\nvalence = "0.1"\nsummary = 3\n[exports]\nmeasure = ["x"]\n'
        write(home.path, {"Plugins/bad/plugin.toml": text, "Plugins/bad/init.lua": "",
                          "study.lua": STUDY.format(name="bad")})
        found = run("run", "study.lua", folder=home.path, HOME=home.path)
        errors = [line for line in found.err.splitlines() if line.startswith("error: ")]
        check("all that is wrong with a manifest, at once", len(errors) == 5 and "did you mean 'name'?" in found.err
              and "did you mean 'measures'?" in found.err, found)


READER = """local valence = require "valence"
local {{name}} = {{{{}}}}
--- Towns, from a file.
function {{name}}.answer()
  local towns = valence.csv {{{{ "{path}" }}}}
  return towns
end
return {{name}}
"""

DATA_STUDY = """local valence, towns = require "valence", require "towns"
return valence.study { name = "s", steps = 1, replications = 2, data = { towns = towns.answer() },
  actors = { town = { from = "towns", key = "id", fields = { size = valence.column "size" } } },
  values = { valence.value { "size", of = "town", function(self) return self.size end } } }
"""


def permissions():
    csv = "id,size\n1,10\n2,30\n"
    with Folder() as home:
        place = {"folder": home / "project", "HOME": home.path}
        write(home / "project", {**plugin("towns", module=READER.format(path="data/towns.csv")),
                                 "Plugins/towns/data/towns.csv": csv, "study.lua": DATA_STUDY})
        good = run("run", "study.lua", "--quiet", "--no-report", **place)
        check("a plugin reads its own folder", good.code == 0 and "20" in good.out, good)

        for path in ["../../secret.csv", "/etc/passwd", "~/secret.csv"]:
            write(home / "project", {**plugin("towns", module=READER.format(path=path)), "secret.csv": csv})
            one_message(f"and not {path}", run("run", "study.lua", **place), "may not read",
                        "permissions = ", "valence plugin grant", place="study.lua:2")
        os.symlink(home / "project/secret.csv", home / "project/Plugins/towns/link.csv")
        write(home / "project", plugin("towns", module=READER.format(path="link.csv")))
        one_message("nor through a link", run("run", "study.lua", **place), "may not read")
        tail = READER.replace("  local towns = valence", "  return valence").replace("  return towns\n", "")
        write(home / "project", plugin("towns", module=tail.format(path="study.csv")))
        one_message("nor as if it were the study", run("run", "study.lua", **place), "who calls it")

        asks = plugin("towns", top='permissions = ["read: ../../secret.csv"]',
                      module=READER.format(path="../../secret.csv"))
        write(home / "project", asks)
        one_message("what was not granted", run("run", "study.lua", **place), "asks for what you have not granted",
                    "read: ../../secret.csv", "valence plugin grant", place="Plugins/towns/plugin.toml:5")
        shown = run("plugin", "show", "towns", **place)
        check("show says what it asks for", "not granted" in shown.out, shown)
        once = run("run", "study.lua", "--quiet", "--no-report", "--allow", "secret.csv", **place)
        check("allowed for one run", once.code == 0, once)
        check("and not for the next", run("run", "study.lua", "--quiet", "--no-report", **place).code == 1)
        check("granted", "may read" in run("plugin", "grant", "towns", **place).out)
        check("a granted plugin runs", run("run", "study.lua", "--quiet", "--no-report", **place).code == 0)
        write(home / "project", plugin("towns", top='permissions = ["read: ../../secret.csv", "read: ~"]',
                                       module=READER.format(path="../../secret.csv")))
        one_message("a later version that asks for more", run("run", "study.lua", **place), "'read: ~'")
        run("plugin", "grant", "towns", "--revoke", **place)
        write(home / "project", asks)
        check("taken back", run("run", "study.lua", "--quiet", **place).code == 1)


def archive(path, entries):
    """An archive with these entries: names with texts, or members of their own."""
    if path.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as file:
            for name, text in entries.items():
                file.writestr(name, text)
        return
    with tarfile.open(path, "w:gz") as file:
        for name, text in entries.items():
            member = tarfile.TarInfo(name)
            if isinstance(text, tuple):
                member.type, member.linkname = text
                file.addfile(member)
            else:
                member.size = len(text)
                file.addfile(member, io.BytesIO(text.encode()))


def installed():
    files = {name.removeprefix("Plugins/"): text for name, text in plugin("guest").items()}
    with Folder() as home:
        place = {"folder": home.path, "HOME": home / "home"}
        os.makedirs(home / "home")
        there = home / "home/.local/share/valence/installed-plugins"
        write(home.path, {"study.lua": STUDY.format(name="guest"),
                          **{f"source/{name}": text for name, text in files.items()}})
        archive(home / "guest.tar.gz", files)
        archive(home / "guest.zip", files)
        archive(home / "flat.tgz", {name.removeprefix("guest/"): text for name, text in files.items()})
        for source in ["source/guest", "guest.tar.gz", "guest.zip", "flat.tgz"]:
            made = run("plugin", "install", source, **place)
            check(f"install {source}", made.code == 0 and os.listdir(there) == ["guest"], f"{made}{os.listdir(there)}")
            check(f"a study uses {source}", run("run", "study.lua", "--quiet", "--no-report", **place).code == 0)
            if source == "source/guest":
                one_message("installed already", run("plugin", "install", source, **place), "--replace")
                check("replaced", run("plugin", "install", source, "--replace", **place).code == 0)
            check("removed", run("plugin", "remove", "guest", **place).code == 0 and os.listdir(there) == [])
        one_message("nothing to remove", run("plugin", "remove", "guest", **place), "no plugin 'guest' is installed")

        for what, entries, says in [
            ("a path out of the folder", {**files, "guest/../../evil": "x"}, "outside of its folder"),
            ("an absolute path", {**files, "/tmp/valence-evil": "x"}, "outside of its folder"),
            ("a link", {**files, "guest/link": (tarfile.SYMTYPE, "/etc/passwd")}, "neither a file nor a folder"),
            ("a hard link", {**files, "guest/link": (tarfile.LNKTYPE, "guest/init.lua")}, "neither a file nor a folder"),
            ("a device", {**files, "guest/pipe": (tarfile.FIFOTYPE, "")}, "neither a file nor a folder"),
            ("no manifest", {"guest/init.lua": "return {}"}, "there is no plugin.toml"),
            ("two plugins", {**files, "b/plugin.toml": ""}, "there are 2 plugins"),
        ]:
            archive(home / "bad.tar.gz", entries)
            one_message(f"an archive with {what}", run("plugin", "install", "bad.tar.gz", **place), says)
        archive(home / "bad.zip", {**files, "../evil": "x"})
        one_message("a zip out of the folder", run("plugin", "install", "bad.zip", **place), "outside of its folder")
        write(home.path, {"bad.tar.gz": "no archive", "bad.txt": ""})
        one_message("no archive", run("plugin", "install", "bad.tar.gz", **place), "'tar' failed")
        one_message("neither folder nor archive", run("plugin", "install", "bad.txt", **place), "neither a folder nor")
        os.symlink("/etc/passwd", home / "source/guest/link")
        one_message("a folder with a link", run("plugin", "install", "source/guest", **place), "neither a file nor")
        check("nothing of that stayed", os.listdir(there) == [] and not os.path.exists("/tmp/valence-evil"),
              str(os.listdir(there)))

        asks = {name: text.replace("[requires]", 'permissions = ["read: ~"]\n[requires]', 1)
                for name, text in files.items()}
        archive(home / "asks.tar.gz", asks)
        made = run("plugin", "install", "asks.tar.gz", **place)
        check("nothing is granted unasked", made.code == 0 and "not granted: read: ~" in made.out, made)
        one_message("so it is refused", run("run", "study.lua", **place), "have not granted")
        check("granted at once", run("plugin", "install", "asks.tar.gz", "--replace", "--grant", **place).code == 0
              and run("run", "study.lua", "--quiet", "--no-report", **place).code == 0)
        again = run("plugin", "install", "asks.tar.gz", "--replace", **place)
        check("a new version is granted nothing", "not granted" in again.out
              and run("run", "study.lua", "--quiet", **place).code == 1, again)


def identity():
    with Folder() as home:
        place = {"folder": home.path, "HOME": home.path}
        module = MODULE + "-- {name}\n"
        study = STUDY.format(name="guest").replace("return 1 end", "return used.answer() end")
        write(home.path, {**plugin("guest"), "study.lua": study})

        def rows():
            done = run("run", "study.lua", "--json", "-", "--no-report", **place)
            return {row["name"]: row["value"] for row in json.loads(done.out)["provenance"]["rows"]}

        first = rows()
        check("the report names the plugin", first.get("plugin guest", "").startswith("1.0.0, "), str(first))
        check("the same again", rows()["run of 'as written'"] == first["run of 'as written'"])
        write(home.path, plugin("guest", module=module))
        check("another text is another run", rows()["run of 'as written'"] != first["run of 'as written'"])


def seeds():
    with Folder() as home:
        spec = """
            local s = study { name = "s", steps = 1, seed = 7, actors = { a = { count = 1,
              fields = { x = require("valence").uniform(0, 1) } } } }
            it("prints", function() print(s:run():mean("a", "x")) assert(true) end)
            """
        write(home.path, {"a_spec.lua": spec})
        outs = [run("test", *options, "--report", "json", folder=home.path).out
                for options in [[], ["--study-seed", "7"], ["--study-seed", "8"], ["--study-seed", "8"]]]
        printed = [json.loads(out)["files"][0]["tests"][0]["printed"] for out in outs]
        check("--study-seed replaces the seed of studies", printed[0] == printed[1] != printed[2] == printed[3],
              str(printed))


def installed_command():
    with Folder() as home:
        os.makedirs(home / "work")
        made = run("install", folder=home / "work", HOME=home.path)
        program = home / ".local/bin/valence"
        check("the command installs itself and the built-in plugins", made.code == 0 and os.path.exists(program), made)
        typed = ("valence plugin list && valence plugin new demo && valence plugin check demo"
                 " && valence plugin install Plugins/demo")
        done = subprocess.run(["sh", "-c", typed], cwd=home / "work", capture_output=True, text=True, check=False,
                              env=environment(HOME=home.path, PATH=f"{home / '.local/bin'}:/usr/bin:/bin"))
        check(typed, done.returncode == 0 and "fusion" in done.stdout, done.stdout + done.stderr)
        twice = subprocess.run(["sh", "-c", "valence plugin check demo"], cwd=home / "work", capture_output=True,
                               text=True, check=False,
                               env=environment(HOME=home.path, PATH=f"{home / '.local/bin'}:/usr/bin:/bin"))
        check("a plugin that is here and installed too is no plugin of one place",
              twice.returncode == 1 and "there are 2 plugins named 'demo'" in twice.stderr, twice.stderr)


made_and_checked()
built_in()
broken()
permissions()
installed()
installed_command()
identity()
seeds()
summary()

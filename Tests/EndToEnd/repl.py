"""Typing at the prompt: editing, history, completion, several lines, pastes, pipes."""

import os
import random
import signal
import stat
import statistics
import time

from _command import BINARY, Folder, check, study
from _terminal import Piped, Terminal, Tmux, equal, is_possible, run_parts

SEED = 41_077


def starts():
    with Folder({"study.lua": study()}) as folder:
        with Terminal(folder) as terminal:
            check("it says what to type first", "? for help, :quit to leave" in terminal.greeting,
                  terminal.greeting)
            # On a busy machine the prompt is there before the study has been read.
            shown = terminal.greeting + terminal.ask("study.name")
            check("and where it stands", "step 0 of 5" in shown, shown)
            equal("Ctrl-D on an empty line ends it with 0",
                  (terminal.type("\x04"), terminal.ended())[1], 0)
        with Terminal(folder, command=[BINARY]) as terminal:
            terminal.until_prompt()
            equal("without arguments it is the session", terminal.ask("study.name"), '"Small"')
            equal("Ctrl-D behind something typed does not end it", terminal.ask("1+1\x04"), "2")
            terminal.type(":quit\r")
            equal(":quit ends it with 0", terminal.ended(), 0)
    with Folder() as folder:
        times = []
        for _ in range(11):
            begin = time.monotonic()
            with Terminal(folder):
                times.append((time.monotonic() - begin) * 1000)
        median = statistics.median(times)
        print(f"prompt ready: median {median:.0f} ms, fastest {min(times):.0f} ms of {len(times)}")
        check("the prompt is ready in time", min(times) < 250, f"{min(times):.0f} ms at best")


def history():
    with Folder() as folder:
        with Terminal(folder) as terminal:
            terminal.ask("first = 11")
            terminal.ask("first * 2")
            equal("the key up brings the last line", terminal.ask("\x1b[A"), "22")
            equal("twice is the line before; a repeated line is kept once",
                  terminal.ask("\x1b[A\x1b[A + first"), "")
            equal("which can be changed", terminal.ask("first"), "22")
            terminal.ask("second = 'ä 漢'")
            terminal.type("\x12= 11 +")
            terminal.settle()
            terminal.type("\x05")
            terminal.settle()
            terminal.ask("")
            equal("a search finds what was typed", terminal.ask("first"), "33")
            terminal.type(":quit\r")
            terminal.ended()
        path = folder / "valence/history"
        equal("the history is its owner's alone", oct(stat.S_IMODE(os.stat(path).st_mode)), "0o600")
        with Terminal(folder) as terminal:
            equal("the next session has the lines of the last", terminal.ask(4 * "\x1b[A"), "")
            equal("in their characters", terminal.ask("second"), '"ä 漢"')
            terminal.ask("third = 3")
            os.kill(terminal.process.pid, signal.SIGHUP)
            terminal.ended()
        with Terminal(folder) as terminal:
            equal("and those of one whose terminal was closed", terminal.ask("\x1b[A"), "")
            terminal.ask(3 * "\x1b[A")
            equal("each once", terminal.ask("second"), '"ä 漢"')
    with Folder({"valence": b"a file"}) as folder:
        with Terminal(folder) as terminal:
            equal("without a place for its history it works", terminal.ask("1+1"), "2")


def completion():
    lines = {
        "globals": ("restar", "restart"), "a variable": ("long_na", "long_name"),
        "a word of Lua": ("functio", "function"), "the API": ("valence.encoun", "valence.encounter"),
        "kinds": ("world.consu", "world.consumer"), "fields": ("world.consumer[3].adop", "world.consumer[3].adopted"),
        "columns": ("world.consumer.tru", "world.consumer.trust"),
        "methods of a column": ("world.consumer.trust:med", "world.consumer.trust:median"),
        "methods of an actor": ("world.consumer[1]:deg", "world.consumer[1]:degree"),
        "the twin": ("world.tw", "world.twin"), "its kinds": ("world.twin.consu", "world.twin.consumer"),
        "parameters": ("parameters.rea", "parameters.reach"), "study": ("study.see", "study.seed"),
        "a measure in quotes": ('measure "spendi', 'measure "spending'),
        "a value in other quotes": ("value 'wor", "value 'worth"),
        "a scenario in quotes": ('scenario "mor', 'scenario "more'),
        "commands": (":rel", ":reload"), "questions": ("?valence.encou", "?valence.encounter"),
        "questions about commands": ("?:prof", "?:profile"), "fields of a table": ("own.inn", "own.inner"),
        "and further down": ("own.inner.dee", "own.inner.deep"), "modules": ("fusion.in", "fusion.index"),
        "behind something else": ("x = 1 + long_n", "x = 1 + long_name"),
        "nothing where nothing is known": ("zzz_nothing", "zzz_nothing"),
        "nothing behind what is no table": ("long_name.x", "long_name.x"),
        "nothing behind what fails": ("nowhere.some.x", "nowhere.some.x"),
        "two spaces at the beginning": ("", "  "), "and after spaces": ("  ", "    "),
        "nothing in a comment of the shell": (":load nowhere", ":load nowhere"),
    }
    with Folder({"study.lua": study()}) as folder, Terminal(folder) as terminal:
        terminal.ask("long_name = 3")
        terminal.ask("own = { inner = { deep = 1 } }")
        for what, (typed, full) in lines.items():
            got, _ = terminal.tab(typed)
            equal(f"Tab completes {what}", got, full)
        line, shown = terminal.tab("world.st")
        equal("Tab completes as far as it is certain", line, "world.step")
        line, shown = terminal.tab("world.step")
        check("Tab lists what there is to choose from", "step   steps" in shown, shown)
        equal("and keeps the line", line, "world.step")
        _, shown = terminal.tab("valence.")
        check("the whole API is listed",
              all(name in shown for name in ("rule", "encounter", "measure", "study", "small_world")), shown)
        _, shown = terminal.tab("world.consumer[1].")
        check("the fields of an actor are listed",
              all(name in shown for name in ("trust", "adopted", "spent", "mood", "twin")), shown)
        _, shown = terminal.tab(":")
        check("the commands are listed", all(name in shown for name in ("quit", "save", "explain")), shown)
        equal("completion changes nothing", terminal.ask("world.step, long_name, own.inner.deep"), "0\n3\n1")


def several_lines():
    with Folder({"study.lua": study()}) as folder, Terminal(folder) as terminal:
        for line in ("function double(x)", "\treturn 2 *", "x"):
            equal(f"more lines are asked for after {line!r}", (terminal.ask(line), terminal.prompt), ("", ">>"))
        equal("until it is whole", (terminal.ask("end"), terminal.prompt), ("", ">"))
        equal("Tab indents", terminal.ask("double(4)"), "8")
        for begin, end, result in (("{", "}", "{}"), ("[[", "a]]", '"a"'), ("1 +", "1", "2"),
                                   ("(", "3)", "3"), ("--[[", "]] 4", "4"), ("if true then", "end", "")):
            terminal.ask(begin)
            asks = terminal.prompt == ">>"
            equal(f"{begin!r} goes on", (asks, terminal.ask(end)), (True, result))
        shown = terminal.ask("x = = 1")
        check("what cannot become right is no beginning", terminal.prompt == ">" and "error" in shown, shown)
        terminal.ask("for i = 1, 2 do")
        terminal.ask("")
        terminal.ask("  nothing_there()")
        shown = terminal.ask("end")
        check("an error names the line of the input", ":3" in shown and "nothing_there()" in shown, shown)
        terminal.ask("while true do")
        terminal.interrupt()
        terminal.until_prompt()
        equal("Ctrl-C gives up all lines", (terminal.prompt, terminal.ask("1+1")), (">", "2"))
        terminal.type("not this one")
        terminal.settle()
        terminal.interrupt()
        shown = terminal.until_prompt()
        check("Ctrl-C gives up a line, and the prompt is on the next", shown.endswith("^C"), repr(shown))
        equal("and the next is read from its beginning", terminal.ask("3+4"), "7")


def characters():
    with Folder({"study.lua": study()}) as folder, Terminal(folder) as terminal:
        equal("characters beyond ASCII go in and out", terminal.ask("'äß漢🙂é'"), '"äß漢🙂é"')
        equal("backspace takes one of them", terminal.ask("'aä漢\x7f\x7fb'"), '"ab"')
        equal("and so further inside", terminal.ask("'漢ä字'\x1b[D\x1b[D\x7f"), '"漢字"')
        equal("the length is that of UTF-8", terminal.ask("#'ä漢'"), "5")
        equal("keys of the line work", terminal.ask("23\x01" + "1\x05" + "4"), "1234")
        equal("the key for the end and for deletion", terminal.ask("xx11\x1b[1~\x1b[3~\x1b[3~\x1b[4~2"), "112")
        equal("a key of libedit's own commands does nothing", terminal.ask("\x1bx'a'"), '"a"')
        shown = terminal.ask("print('\\27[31mred\\27]0;title\\7')")
        check("what is printed does nothing to the terminal", "\\x1B" in shown or "\x1b" not in shown, repr(shown))
        terminal.type("print('\\27[2J\\155')\r")
        terminal.until("\r\n")
        raw = terminal.until_prompt()
        check("nor anything between", "\x1b[2J" not in raw, repr(raw))


def block_of_lines():
    """200 lines as they stand in a file, and what they come to."""
    chance = random.Random(SEED)
    lines = ["total, names = 0, {}"]
    while len(lines) < 192:
        number = chance.randrange(1000)
        lines += chance.choice([
            [f"total = total + {number}"],
            [f"-- a remark on {number}, 'with a quote"],
            [f"function f{number}(x)", "\tif x > 3 then", f"\t\treturn x + {number}", "\tend", "", "\treturn 0", "end",
             f"total = total + f{number}(4)"],
            [f"names[#names + 1] = 'ä{number}\t漢'"],
            ["for i = 1, 3 do", "\ttotal = total + i\t-- more", "end"],
            [f"local kept{number}\t= {number}", f"total\t= total\t+ kept{number}"],
            ["note = [[", "\tone\ttwo", "]]"],
            ["-- [[ no long comment", "--[[ a long", "\tone ]]"],
        ])
    return lines + ["-- the end"] * (200 - len(lines))


def pastes():
    lines = block_of_lines()
    state = "total .. ' ' .. #names .. ' ' .. table.concat(names, ',') .. note"
    with Folder() as folder:
        piped = Piped(folder, [*lines, f"print(#({state}))", f"print(({state}):byte(1, -1))", "total"])
        equal("200 lines from a pipe run", (piped.code, piped.err), (0, ""))
        with Terminal(folder, limit=60.0) as terminal:
            terminal.type("\n".join([*lines, "print 'pasted'\n"]))
            terminal.until(r"\npasted\r\n")
            terminal.until_prompt()
            equal("a paste of 200 lines gives the same", terminal.ask("total"), piped.lines[-1])
            terminal.type(f"print(#({state}))\r")
            equal("in every byte", terminal.answer(), piped.lines[0])
        with Terminal(folder) as terminal:
            terminal.type("".join(f"print({number})\n" for number in range(40)))
            shown = terminal.until(r"\n39\r\n")
            equal("every line of a paste answers once",
                  [shown.count(f"\n{number}\r\n") for number in range(40)], [1] * 40)


def pipes():
    with Folder({"study.lua": study()}) as folder:
        piped = Piped(folder, ["1+1", "x = 3", "world.step", "for i = 1, 2 do", "print(i)", "end", "'ä漢'"])
        equal("lines from a pipe run", (piped.code, piped.out, piped.err), (0, '2\n0\n1\n2\n"ä漢"\n', ""))
        check("without a prompt and without colour", "\x1b" not in piped.out and "> " not in piped.out)
        equal("the last line needs no end", Piped(folder, "1+1").out, "2\n")
        equal("nothing at all is nothing", (Piped(folder, "").code, Piped(folder, "").out), (0, ""))
        equal(":quit ends it there", Piped(folder, ["1", ":quit", "2"]).out, "1\n")
        for wrong in ("nothing()", "x = = 1", ":nothing", "error 'a'", "world.consumer[1].x", ":load no.lua"):
            piped = Piped(folder, ["1", wrong, "2+2"])
            check(f"{wrong} in a pipe gives 1, and the rest runs",
                  piped.code == 1 and "error" in piped.out + piped.err and piped.lines[-1] == "4", str(piped))
        piped = Piped(folder, ["1", "for i = 1, 3 do"])
        check("an unfinished input at the end of a pipe is an error",
              piped.code == 1 and "in the middle" in piped.out + piped.err, str(piped))
        piped = Piped(folder, ["1"], "nowhere.lua")
        check("a study that is not there gives 1", piped.code == 1 and "nowhere.lua" in piped.out + piped.err, str(piped))
        equal("bytes that are no text are no end", Piped(folder, b"\xff\xfe\x00 = 1\n1+1\n").lines[-1], "2")
        table = ["run()", "results()", "world.consumer", "trace(world.consumer[1])"]
        piped = Piped(folder, table, LC_ALL="C")
        check("ASCII where the locale has no more", piped.out.isascii() and piped.code == 0, str(piped))
        check("no line is wider than it may be",
              max(map(len, Piped(folder, table, COLUMNS="60").lines)) <= 60)


def colours():
    with Folder({"study.lua": study()}) as folder:
        with Terminal(folder) as terminal:
            terminal.type("world.consumer\r")
            terminal.until("\r\n")
            check("colour on a terminal", "\x1b[2m" in terminal.until_prompt())
        for name, changes in (("NO_COLOR", {"NO_COLOR": "1"}), ("a dumb terminal", {"TERM": "dumb"})):
            with Terminal(folder, **changes) as terminal:
                terminal.type("world.consumer\r")
                terminal.until("\r\n")
                shown = terminal.until_prompt()
                check(f"no colour with {name}", "\x1b[2m" not in shown and "spent" in shown, repr(shown))


def sizes():
    with Folder({"study.lua": study()}) as folder:
        with Terminal(folder, columns=100) as terminal:
            terminal.ask("run()")
            wide = terminal.ask("trace(world.consumer[1])")
            terminal.resize(60)
            narrow = terminal.ask("experiment(2), trace(world.consumer[1])")
            check("what is shown fits the new width",
                  max(map(len, narrow.split("\n"))) <= 60 and "trust" in narrow, narrow)
            check("and was wider before", "adopted" in wide, wide)
        if not is_possible():
            return
        with Tmux(folder, columns=100) as tmux:
            tmux.until(lambda screen: screen[-1] == ">")
            text = "x = '" + "0123456789" * 7
            tmux.text(text)
            tmux.until(lambda screen: screen[-1] == "> " + text)
            tmux.resize(60)
            tmux.text("ab'")
            whole = ("> " + text + "ab'")
            expected = [whole[:60], whole[60:]]
            screen = tmux.until(lambda screen: screen[-2:] == expected)
            check("a new size while a line is typed", screen is not None, "\n".join(tmux.screen))
            tmux.keys("Enter")
            tmux.text("#x")
            tmux.keys("Enter")
            screen = tmux.until(lambda screen: screen[-2:] == ["72", ">"])
            check("and the line is whole", screen is not None, "\n".join(tmux.screen))


if __name__ == "__main__":
    run_parts(starts, history, completion, several_lines, characters, pastes, pipes, colours, sizes)

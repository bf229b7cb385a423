"""Ctrl-C and other signals while something runs: the session goes on, the terminal is as it was."""

import signal
import subprocess
import time

import pexpect

from _command import BINARY, Folder, check, study
from _terminal import Terminal, clean, equal, run_parts

# Seconds that Ctrl-C may take on a machine that does other things, too.
LIMIT = 10.0

ENDLESS = {
    "an endless loop": "while true do end",
    "one in a coroutine": "coroutine.wrap(function() while true do end end)()",
    "one under pcall": "while true do pcall(function() while true do end end) end",
    "one under pcall, which cannot be caught": "x = pcall(function() while true do end end)",
    "one under xpcall with a handler": "xpcall(function() while true do end end, function() while true do end end)",
    "one in a metamethod": "setmetatable({}, { __index = function() while true do end end }).x = 1; "
                           "local _ = setmetatable({}, { __index = function() while true do end end }).x",
    "one in a sort": "table.sort({ 1, 2, 3 }, function() while true do end end)",
    "one in gsub": "string.gsub('aaa', 'a', function() while true do end end)",
    "a pattern without end": "string.find(string.rep('a', 40), string.rep('a?', 40) .. string.rep('a', 40) .. 'b')",
    "a pattern of many repeats": "string.rep('a', 300000):find('.-.-.-.-b')",
    "a long text": "local t = '' while true do t = (t .. 'x'):sub(-1000000) end",
    "recursion through tail calls": "function again() return again() end again()",
    "a loop that prints": "while true do print 'again' end",
    "a loop over where": "while true do world.consumer:where(function() return true end) end",
    "a search with a test": "world.consumer:where(function() while true do end end)",
}

# As long as the instructions of a rule allow: a step takes seconds on machine code.
LONG = """
    local sum = 0
    for turn = 1, 10000000 do sum = sum + turn % 7 end
    self.spent = sum"""


def long_study(count):
    return study(
        rule=LONG,
        actors=f"""
actors = {{
  consumer = {{ count = {count}, fields = {{ trust = valence.uniform(0, 1), adopted = false, spent = 0 }} }},
  firm = {{ count = 2, fields = {{ quality = 0.5 }} }},
}},""")


slowest = [0.0, ""]


def interrupted(terminal, what, line, after=0.7, limit=LIMIT):
    """Whether Ctrl-C ends what a line does, in time."""
    terminal.type(line + "\r")
    terminal.until("\r\n")
    time.sleep(after)
    begin = time.monotonic()
    terminal.interrupt()
    try:
        shown = clean(terminal.until_prompt(limit))
    except pexpect.TIMEOUT:
        return check(f"Ctrl-C ends {what}", False, f"not in {limit} s")
    took = time.monotonic() - begin
    slowest[:] = max(slowest, [took, what])
    return check(f"Ctrl-C ends {what}, and says so", "interrupted" in shown, f"{took:.1f} s: {shown[-300:]}")


def loops():
    with Folder({"study.lua": study()}) as folder, Terminal(folder) as terminal:
        terminal.ask("kept = 17")
        terminal.ask("run(2)")
        for what, line in ENDLESS.items():
            if not interrupted(terminal, what, line):
                return
            equal(f"the session goes on after {what}", terminal.ask("kept + 1, world.step"), "18\n2")
        terminal.ask("while true do")
        if interrupted(terminal, "what was typed on several lines", "end"):
            equal("and goes on", terminal.ask("kept"), "17")
        for _ in range(5):
            terminal.type("while true do end\r")
            terminal.until("\r\n")
            terminal.type("\x1c")
            terminal.until_prompt()
        equal("Ctrl-\\ ends no session", terminal.ask("kept"), "17")
        for _ in range(20):
            terminal.interrupt()
        terminal.settle()
        equal("nor does Ctrl-C at an empty prompt", terminal.ask("kept"), "17")


def studies():
    with Folder({"study.lua": long_study(300)}) as folder:
        for name, words in (("the interpreter", ["--engine", "lua"]), ("machine code", [])):
            with Terminal(folder, *words) as terminal:
                terminal.ask("kept = 17")
                # Machine code takes a moment to be compiled.
                for wait in (0.5, 3.0):
                    if not interrupted(terminal, f"a long rule on {name}", "run()", wait):
                        break
                    equal(f"the session goes on after it on {name}", terminal.ask("kept, world.step"), "17\n0")
                    equal("and looks at its world", terminal.ask("#world.consumer"), "300")
    with Folder({"study.lua": study()}) as folder, Terminal(folder) as terminal:
        terminal.ask("kept = 17")
        terminal.ask("run(3)")
        if interrupted(terminal, "a long experiment", "experiment(1000000)", 2.0):
            equal("the world stands where it stood", terminal.ask("kept, world.step"), "17\n3")
            check("a short one runs afterwards", "worth" in terminal.ask("experiment(2)"))
        interrupted(terminal, "what :time runs", ":time while true do end")
        equal("and goes on", terminal.ask("kept"), "17")


def typing_ahead():
    with Folder({"study.lua": study()}) as folder, Terminal(folder) as terminal:
        terminal.type("for i = 1, 3e8 do end print 'first done'\r")
        terminal.until("\r\n")
        terminal.type("print('sec' .. 'ond')\rprint('thi' .. 'rd')\r6 * 7")
        shown = clean(terminal.until(r"\nthird\r\n"))
        terminal.settle()
        equal("what is typed ahead runs in its order",
              [shown.count(word) for word in ("first done\n", "second\n", "third\n")], [1, 1, 1])
        equal("and is shown once", [shown.count("'sec' .. 'ond'"), shown.count("'thi' .. 'rd'")], [1, 1])
        equal("an unfinished line stays", terminal.ask(""), "42")


def settings(terminal):
    """The terminal's settings, as `stty -g` writes them."""
    return subprocess.run(
        ["stty", "-g"], stdin=terminal.process.child_fd, capture_output=True, text=True, check=True).stdout


def endings():
    """A shell starts the session, so that the terminal outlives it."""
    endings = {
        ":quit": lambda terminal, _: terminal.type(":quit\r"),
        "Ctrl-D": lambda terminal, _: terminal.type("\x04"),
        "a kill at the prompt": lambda terminal, number: kill(number, signal.SIGTERM),
        "a hangup at the prompt": lambda terminal, number: kill(number, signal.SIGHUP),
        "a kill while something runs": lambda terminal, number: while_running(terminal, number, signal.SIGTERM),
        "a hangup while something runs": lambda terminal, number: while_running(terminal, number, signal.SIGHUP),
    }
    with Folder({"study.lua": study()}) as folder:
        # No shell that mends the terminal itself; libedit's signals reach the shell, too.
        script = f"trap : TERM HUP; stty -g; echo first; '{BINARY}' repl; echo ended; sleep 60"
        for what, end in endings.items():
            with Terminal(folder, command=["sh", "-c", script]) as terminal:
                before = clean(terminal.until("first\r\n")).split("\n")[-3]
                terminal.until_prompt()
                number = child(terminal.process.pid)
                end(terminal, number)
                terminal.until("ended", LIMIT)
                equal(f"the terminal is as it was after {what}", settings(terminal).strip(), before)


def child(parent):
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=True)
    return int(found.stdout.split()[0])


def kill(number, how):
    subprocess.run(["kill", f"-{int(how)}", str(number)], check=True)


def while_running(terminal, number, how):
    terminal.type("while true do end\r")
    terminal.until("\r\n")
    time.sleep(0.3)
    kill(number, how)


def figures():
    print(f"slowest answer to Ctrl-C: {slowest[0]:.2f} s, {slowest[1]}")


if __name__ == "__main__":
    run_parts(loops, studies, typing_ahead, endings, figures)

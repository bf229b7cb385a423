"""The prompt in a terminal and in a pipe: shared by the tests of the session."""

import os
import re
import shutil
import subprocess
import sys
import time

import pexpect

from _command import BINARY, CRASHES, check, environment, summary

# What terminals are told and do not show.
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][0-9A-B]|\x1b[=>]|[\x07\x0f]")
# The screen ends with a prompt, alone on its line.
PROMPT = re.compile(r"(?:^|[\r\n]+)(>>?) (?:\x1b\[K)?\Z")


def clean(text):
    return ESCAPE.sub("", text).replace("\r\n", "\n")


def variables(folder, **changes):
    """An environment in which a session keeps its history in the folder of the test."""
    return environment(**{"TERM": "xterm-256color", "XDG_STATE_HOME": folder.path, **changes})


class Terminal:
    """The session in a pseudo-terminal."""

    def __init__(self, folder, *arguments, columns=100, rows=40, limit=20.0, command=None,
                 **changes):
        self.limit = limit
        words = command or [BINARY, "repl", *arguments]
        self.process = pexpect.spawn(
            words[0], words[1:], cwd=folder.path, env=variables(folder, **changes),
            dimensions=(rows, columns), encoding="utf-8", codec_errors="replace", timeout=limit)
        # Sent as typed: at once.
        self.process.delaybeforesend = None
        self.greeting = "" if command else self.until_prompt()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.close(force=True)

    def type(self, text):
        self.process.send(text)

    def until(self, pattern, limit=None):
        """Everything up to the end of the pattern."""
        self.process.expect(pattern, timeout=self.limit if limit is None else limit)
        return self.process.before + self.process.after

    def until_prompt(self, limit=None):
        self.process.expect(PROMPT, timeout=self.limit if limit is None else limit)
        self.prompt = self.process.match.group(1)
        return self.process.before

    def ask(self, line, limit=None):
        """Types a line, with Enter.

        Returns what is shown for it, up to the next prompt, without the line itself.
        """
        self.type(line + "\r")
        return self.answer(limit)

    def answer(self, limit=None):
        self.until("\r\n", limit)
        # The prompt may stand at the very start now.
        return clean(self.until_prompt(limit)).strip("\n")

    def tab(self, before):
        """Types something and Tab.

        Returns the line that is there then, and everything that was shown below it.
        """
        self.type(before)
        self.settle()
        self.type("\t")
        shown = self.until(".") + self.settle()
        # As text in long brackets, it is shown as it is and does nothing.
        self.type("\x01return [==[\x05]==]\r")
        shown += self.until_prompt()
        head, _, line = clean(shown).strip("\n").rpartition("\n")
        return line[1:-1].replace('\\"', '"'), head

    def settle(self, seconds=0.15):
        """What is shown until nothing more comes."""
        shown = ""
        while True:
            try:
                shown += self.process.read_nonblocking(65_536, seconds)
            except pexpect.TIMEOUT:
                return shown

    def interrupt(self):
        self.type("\x03")

    def resize(self, columns, rows=40):
        self.process.setwinsize(rows, columns)

    @property
    def is_alive(self):
        return self.process.isalive()

    def ended(self, limit=10.0):
        """The exit code once the process is gone; None if it stays."""
        deadline = time.monotonic() + limit
        while self.process.isalive():
            if time.monotonic() > deadline:
                return None
            try:
                self.process.read_nonblocking(65_536, 0.05)
            except (pexpect.TIMEOUT, pexpect.EOF):
                time.sleep(0.02)
        return self.process.exitstatus


class Piped:
    """What the session says to lines from a pipe."""

    def __init__(self, folder, lines, *arguments, limit=60.0, **changes):
        text = lines if isinstance(lines, (str, bytes)) else "".join(f"{line}\n" for line in lines)
        process = subprocess.Popen(
            [BINARY, "repl", *arguments], cwd=folder.path, env=variables(folder, **changes),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, errors = process.communicate(
                text if isinstance(text, bytes) else text.encode(), timeout=limit)
            self.code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, errors = process.communicate()
            self.code = None
        self.out = out.decode("utf-8", "replace")
        self.err = errors.decode("utf-8", "replace")

    def __str__(self):
        return f"exit {self.code}\n{self.out[-1500:]}{self.err[-800:]}"

    @property
    def lines(self):
        return self.out.rstrip("\n").split("\n")

    @property
    def is_whole(self):
        return not any(word in self.out + self.err for word in CRASHES)


class Tmux:
    """The session in tmux, which knows what the screen looks like."""

    def __init__(self, folder, *arguments, columns=100, rows=30):
        self.socket = f"valence-{os.getpid()}"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                  BINARY, "repl", *arguments, folder=folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server")

    def tmux(self, *words, folder=None):
        return subprocess.run(
            ["tmux", "-L", self.socket, *words], cwd=folder and folder.path,
            env=variables(folder) if folder else environment(), capture_output=True,
            text=True, check=False).stdout

    def keys(self, *names):
        self.tmux("send-keys", *names)

    def text(self, text):
        self.tmux("send-keys", "-l", text)

    def resize(self, columns, rows=30):
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def screen(self):
        return self.tmux("capture-pane", "-p").rstrip("\n").split("\n")

    def until(self, holds, limit=15.0):
        """The screen once something holds for it; None if that never comes."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            screen = self.screen
            if holds(screen):
                return screen
            time.sleep(0.05)
        return None


def is_possible():
    """Whether the programs that the tests need are there."""
    if shutil.which("tmux"):
        return True
    print("not checked: the screen of a session: tmux is missing", file=sys.stderr)
    return False


def equal(what, got, expected):
    return check(what, got == expected, f"{got!r} is not {expected!r}")


def run_parts(*parts):
    """Runs the parts of a test; one that waits for something that never comes has failed."""
    for part in parts:
        try:
            part()
        except pexpect.ExceptionPexpect as error:
            check(f"{part.__name__} comes to its end", False, str(error)[:1200])
    summary()

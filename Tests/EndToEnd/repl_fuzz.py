"""Nothing that is typed ends the session but :quit and Ctrl-D: random keys and random Lua."""

import os
import random

import pexpect

from _command import CRASHES, FULL, Folder, check, study
from _terminal import Terminal, clean, run_parts

SEED = 7_411
KEYS, FRAGMENTS = (700, 1300) if FULL else (60, 140)

# Ctrl-D ends the session as it should, Ctrl-S stops the terminal until Ctrl-Q.
FORBIDDEN = b"\x04\x13"

HOSTILE = [
    "os.exit()", "os.exit(1)", "error()", "error(nil)", "error({})", "error(setmetatable({}, {}))",
    "error(setmetatable({}, { __tostring = function() error('inner') end }))",
    "error(setmetatable({}, { __tostring = function() return 7 end }))",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "setmetatable({}, { __tostring = function() error('shown') end })",
    "setmetatable({}, { __name = 7, __index = error, __len = error, __pairs = error })",
    "setmetatable({}, { __gc = function() error('gc') end }) collectgarbage()",
    "setmetatable({}, { __close = error, __eq = error, __lt = error }) == {}",
    "function deep() return 1 + deep() end deep()", "function deep() deep() return 1 end deep()",
    "deep = {} for i = 1, 100000 do deep = { deep } end deep", "own = {} own.own = own own",
    "string.rep('x', 1e8)", "('x'):rep(2 ^ 40)", "('x'):rep(-1)", "string.rep('x', 6e7)", "t = {} t[1e9] = 1 t",
    "table.concat({ 1, {}, 3 })", "table.unpack({}, 1, 1e7)", "table.unpack({}, 1, 1e6)", "string.format('%s')",
    "string.format('%99999d', 1)", "('x'):format(('y'):rep(100000))", "while true do end",
    "repeat until false", "for i = 1, math.huge do end", "goto top", "::top:: goto top",
    "coroutine.wrap(function() while true do end end)()", "coroutine.yield()", "coroutine.wrap(coroutine.yield)()",
    "coroutine.close(coroutine.running())", "coroutine.resume(coroutine.running())",
    "local co co = coroutine.wrap(function() co() end) co()", "pcall(pcall)", "pcall(error)", "xpcall(error, error)",
    "function loop() return pcall(loop) end loop()", "_ENV = nil", "_ENV = {}", "local _ENV = {} x = 1",
    "_G = nil", "valence = nil", "world = nil", "world = 1 world.step", "parameters = nil", "print = nil print()",
    "string = nil", "('x'):rep(3)", "setmetatable('', {})", "getmetatable('').__index = nil", "rawset(valence, 'rule', 1)",
    "valence.rule = nil", "require 'os'", "require()", "require('../x')", "load('x =')", "load(function() return 'x' end)",
    "dofile 'x'", "debug", "debug.debug()", "io.read()", "collectgarbage('stop')", "collectgarbage('nonsense')",
    "string.dump(print)", "tostring(nil, nil)", "select(0)", "select(-1)", "select('#', table.unpack({}, 1, 200))",
    "0/0", "-(0/0)", "1//0", "1%0", "math.mininteger // -1", "1 << 64", "2^1e9", "nil .. 'x'", "#5", "nil()",
    "math.random(0)", "math.random(1e300)", "string.find('a', '[')", "string.find('a', '%')", "('a'):gsub('(', '')",
    "('a'):rep(300000):find('.-.-.-.-b')", "table.sort({ 3, 1, 2 }, function() return true end)",
    "table.insert({}, 1, 2, 3)", "table.move({}, 1, 1e8, 2)", "utf8.char(2^31)", "utf8.codepoint('\\xff')", "'\\u{7FFFFFFF}'",
    "'\\0\\1\\27[2J\\155'", "print('\\0\\27]0;x\\7\\r\\n\\8')", "{ [0/1] = 1, [{}] = {}, [print] = print }",
    "world[nil]", "world[{}]", "world[0]", "world.consumer[0]", "world.consumer[-1]", "world.consumer[2^53]",
    "world.consumer[1.5]", "world.consumer['1']", "world.consumer[1][1]", "world.consumer[1].x", "world.consumer[1].trust = 1",
    "world.consumer:where()", "world.consumer.where()", "world.consumer:where(error)", "world.consumer:each()()",
    "world.consumer.trust:quantile(2)", "world.consumer.trust:quantile()", "world.consumer.mood:mean()", "world.step = 3",
    "world.twin.twin", "world.twin.twin.twin", "trace()", "trace(1)", "trace(world)", "compare()", "compare(nil)",
    "step(1e9)", "run(0)", "run(-1)", "run(1e300)", "run(0/0)", "run('x')", "run({})", "replicate(0)", "replicate(2^63)",
    "replicate(9223372036854775807) run()", "scenario 'none'", "scenario {}", "scenario()", "with()", "with {}", "with { x = 1 }",
    "with { steps = -1 }", "with { steps = 1e9 }", "with { seed = {} }", "with { [1] = 2 }", "with { reach = 0/0 }",
    "with(setmetatable({}, { __pairs = error }))", "parameters.reach = nil", "parameters.reach = {}", "parameters[{}] = 1",
    "parameters.nothing = 1", "parameters.how = 'other'", "parameters[1]", "study.nothing", "study.name = 1",
    "value()", "value('x')", "value({})", "measure()", "measure('spending', 'x')", "measure(nil, nil)", "series()",
    "series('x')", "experiment(0)", "experiment(-1)", "experiment('x')", "experiment(1)", "plot()", "plot(nil)", "plot({})",
    "plot({ 1, {}, 2 })", "plot({ 0/0, 1/0 })", "plot('x')", "plot(world)", "plot(world.consumer.mood)", "plot(1, 2, 3)",
    "define()", "define(1)", "define({})", "define(valence.rule {})", "remove()", "remove('adopt') run()", "remove({})",
    "valence.rule {}", "valence.rule { 'x' }", "valence.rule { 'x', of = 'none', function() end }", "valence.study {}",
    "valence.study { name = 'x' }", "valence.value { 'x', of = 'consumer', function() while true do end end } run()",
    "valence.rule { 'adopt', of = 'consumer', function() error('in the rule') end } run()",
    "valence.rule { 'adopt', of = 'consumer', function(s) s.trust = 0/0 end } run()",
    "valence.rule { 'adopt', of = 'consumer', function(s) return deep(s) end } run()",
    ":load", ":load nowhere.lua", ":load .", ":load /dev/null", ":load /dev/zero", ":load \x01", ":save", ":save .",
    ":save /dev/full", ":save nowhere/x.lua", ":reload", ":report", ":report /dev/null", ":report . 1", ":page", ":page /dev/full",
    ":explain", ":profile", ":time", ":time :time 1", ":time error()", ":nothing", ":", ": nothing", "::",
    ":study", ":help x", "?", "??", "?x?", "? world.consumer", "?'", "?\\", "?" + "x" * 3000, "x" * 5000, "'" + "x" * 20000 + "'",
    "(" * 300, "{" * 300 + "}" * 300, "return" * 40, "return return", "return", "return 1, nil, 2", "local", "local x", "local x <const> = 1",
    "local function f() end", "if", "end", "]]", "--", "--[[", "--[==[ ]==]", "#!/bin/sh", "\\", "$", "x = ", "= 1", "f(", "f(;", "0x", "1e", "'\\xzz'",
]

WORDS = """and break do else elseif end false for function goto if in local nil not or repeat return then true until while
world world.consumer world.consumer[1] world.twin valence valence.rule parameters study step run restart scenario replicate
results value measure series trace compare experiment(1) plot define remove print error pcall select table.concat string.rep
math.huge coroutine.wrap x y self 0 1 -1 0.5 1e308 "adopt" "more" 'worth' [[x]] ( ) { } [ ] = == ~= .. ... . : ; , + - * / // %
^ # & | ~ << >> < > <= >= :: -- {} () function() end nil,nil""".split()


def keys(chance):
    """Some random bytes, sometimes keys with a meaning for the editor among them."""
    known = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[3~", b"\x7f", b"\t", b"\x12", b"\x15", b"\x19", b"\x1b",
             b"\x01", b"\x05", b"\x0c", b"\x16", b"\x1bx", b"\r", b"\xe6\xbc\xa2", b"x = 1", b"(", b"\x1b[200~", b"\x00"]
    parts = []
    for _ in range(chance.randrange(1, 30)):
        if chance.random() < 0.4:
            parts.append(chance.choice(known))
        else:
            parts.append(bytes(byte for byte in chance.randbytes(chance.randrange(1, 8)) if byte not in FORBIDDEN))
    return b"".join(parts)


def fragment(chance, place):
    if place < len(HOSTILE):
        return HOSTILE[place]
    if chance.random() < 0.3:
        # A hostile line with something changed in it.
        text = chance.choice(HOSTILE)
        cut = chance.randrange(len(text) + 1)
        return text[:cut] + chance.choice(WORDS) + text[cut + chance.randrange(4):]
    return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 14)))


class Fuzz:
    """A session that is asked whether it is still there after each input."""

    def __init__(self, folder):
        self.folder = folder
        self.deaths = []
        self.count = 0
        self.terminal = None
        self.begin()

    def begin(self):
        if self.terminal:
            self.terminal.process.close(force=True)
        self.terminal = Terminal(self.folder, NO_COLOR="1")

    def tried(self, typed):
        """Types something, ends what it may have begun, and asks for an answer."""
        self.count += 1
        token = f"alive{self.count}"
        shown = ""
        try:
            os.write(self.terminal.process.child_fd, typed if isinstance(typed, bytes) else typed.encode())
            self.terminal.type("\r")
            # What still runs after that is ended; a Ctrl-C too many gives up an empty line.
            self.terminal.settle(0.03)
            for patience in (0.0, 0.2, 2.0, 10.0):
                self.terminal.settle(patience or 0.01)
                self.terminal.type("\x03\x03")
                self.terminal.settle(0.02)
                self.terminal.type(f"'{token[:5]}' .. {self.count}\r")
                try:
                    shown = self.terminal.until(f'"{token}"', patience + 0.5)
                    break
                except pexpect.TIMEOUT:
                    continue
            else:
                raise pexpect.TIMEOUT("no answer")
            if any(word in clean(shown) for word in CRASHES):
                self.deaths.append((typed, clean(shown)[-300:]))
        except (pexpect.EOF, pexpect.TIMEOUT, OSError) as error:
            gone = not self.terminal.is_alive
            self.deaths.append((typed, f"{'it is gone' if gone else 'it does not answer'}: {type(error).__name__} "
                                f"{clean(str(self.terminal.process.before))[-200:]}"))
            self.begin()


def fuzzed(what, inputs):
    with Folder({"study.lua": study()}) as folder:
        fuzz = Fuzz(folder)
        for typed in inputs:
            fuzz.tried(typed)
            if len(fuzz.deaths) == 8:
                break
        for typed, how in fuzz.deaths:
            check(f"{what}: the session is there after {typed[:200]!r}", False, how)
        check(f"{what}: {fuzz.count} inputs", fuzz.count == len(inputs))
        fuzz.terminal.type("\x04")
        check(f"{what}: Ctrl-D ends it", fuzz.terminal.ended() == 0)


def random_keys():
    chance = random.Random(SEED)
    fuzzed("random keys", [keys(chance) for _ in range(KEYS)])


def random_lua():
    chance = random.Random(SEED + 1)
    places = list(range(FRAGMENTS)) if FULL else [chance.randrange(2 * len(HOSTILE)) for _ in range(FRAGMENTS)]
    fuzzed("random Lua", [fragment(chance, place) for place in places])


if __name__ == "__main__":
    run_parts(random_keys, random_lua)

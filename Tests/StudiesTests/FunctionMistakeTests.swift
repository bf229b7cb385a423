import Testing

@Suite("Mistakes inside functions, found without running them")
struct FunctionMistakeTests {
  @Test("names", arguments: names)
  func checkNames(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let names: [Mistake] = [
    Mistake(
      "if self.adopted then return end", "if self.adoptd then return end",
      "unknown field 'adoptd' of consumer", hint: "'adopted'"),
    Mistake(
      "if peer.adopted and", "if peer.adoptd and", "unknown field 'adoptd' of consumer",
      hint: "'adopted'"),
    Mistake("self:peers \"word\"", "self:peers \"wrd\"", "unknown network 'wrd'", hint: "'word'"),
    Mistake(
      "self:peers \"word\"", "self:peers \"known\"", "network 'known' does not tie any consumer"),
    Mistake(
      "self:peers \"word\"", "self:pers \"word\"", "unknown field 'pers' of consumer",
      hint: "'peers'"),
    Mistake(
      "tie.weight", "tie.wieght", "unknown field 'wieght' of a tie of 'word'", hint: "'weight'"),
    Mistake("env.reach * tie", "env.rech * tie", "unknown parameter 'rech'", hint: "'reach'"),
    Mistake(
      "env:integer(0, env.visits)", "env:intger(0, env.visits)", "env has no method 'intger'",
      hint: "'integer'"),
    Mistake(
      "env:integer(0, env.visits)", "env.integer(0, 3)",
      "integer is a method: write env:integer(...) with a colon"),
    Mistake(
      "env:integer(0, env.visits)", "env:integer(0)",
      "env:integer takes the lowest and the highest number, got 1"),
    Mistake(
      "env:integer(0, env.visits)", "env:reach()", "env.reach is a parameter, not a function",
      hint: "write env.reach"),
    Mistake(
      "env:integer(0, env.visits)", "self.degree \"word\"",
      "degree is a method: write actor:degree(...) with a colon"),
    Mistake(
      "env:integer(0, env.visits)", "self:degree \"wrd\"", "unknown network 'wrd'", hint: "'word'"),
    Mistake("env:integer(0, env.visits)", "self:skill()", "'skill' of consumer is a field"),
    Mistake(
      "env:integer(0, env.visits)", "env:the \"frm\".income", "unknown kind 'frm'", hint: "'firm'"),
    Mistake(
      "env:integer(0, env.visits)", "env:the \"firm\".incom", "unknown field 'incom' of firm",
      hint: "'income'"),
    Mistake(
      "env:integer(0, env.visits)", "env:the \"person\".age",
      "env:the \"person\" needs exactly one person, but there are 3"),
    Mistake(
      "env:integer(0, env.visits)", "env:mean(\"consumer\", \"trst\")",
      "unknown field 'trst' of consumer", hint: "'trust'"),
    Mistake(
      "env:integer(0, env.visits)", "env:mean(\"consumer\", \"segment\")",
      "env:mean adds numbers, and 'segment' of consumer is none"),
    Mistake(
      "env:integer(0, env.visits)", "env:any \"consumr\".skill", "unknown kind 'consumr'",
      hint: "'consumer'"),
    Mistake("env:integer(0, env.visits)", "self.start.skill", "'start' is for measures"),
    Mistake("env:integer(0, env.visits)", "math.flor(2)", "there is no math.flor", hint: "'floor'"),
    Mistake(
      "env:integer(0, env.visits)", "valence.undefned \"x\"", "there is no valence.undefned",
      hint: "'undefined'"),
    Mistake(
      "env:integer(0, env.visits)", "self.inviter.trst", "unknown field 'trst' of consumer",
      hint: "'trust'"),
    Mistake(
      "c.segment == \"rich\"", "c.segment == \"rch\"", "'segment' has no level 'rch'",
      hint: "'rich'"),
    Mistake(
      "env.campaign == \"uniform\"", "env.campaign == \"unform\"",
      "'campaign' has no level 'unform'", hint: "'uniform'"),
    Mistake(
      "event.failed = env", "event.faild = env", "an event of 'offer' has no tag or mark 'faild'"),
    Mistake(
      "event.practice = env:one_of(practices)", "event.practice = \"helpng\"",
      "'practice' has no level 'helpng'", hint: "'helping'"),
    Mistake(
      "env.congruence[event.practice]", "env.congruence.helpng",
      "'congruence' has no level 'helpng'", hint: "'helping'"),
    Mistake(
      "event.tie.level = event", "event.tie.levl = event",
      "unknown field 'levl' of a tie of 'market'", hint: "'level'"),
    Mistake(
      "event.amount or 0", "event.amont or 0", "an event of 'buy' has no 'amont'", hint: "'amount'"),
    Mistake("event.amount or 0", "event.friend.ag", "unknown field 'ag' of person", hint: "'age'"),
    Mistake("event.amount or 0", "event.tie.weight", "an event of 'buy' has no tie"),
    Mistake(
      "firm:give(\"income\", env.price)", "firm:give(\"incom\", env.price)",
      "unknown field 'incom' of firm", hint: "'income'"),
    Mistake(
      "firm:give(\"income\", env.price)", "consumer:give(\"inviter\", env.price)",
      "give adds to numbers, and 'inviter' of consumer is none", hint: "use claim"),
    Mistake(
      "firm:give(\"income\", env.price)", "consumer:claim(\"skill\", consumer)",
      "claim is for references, and 'skill' of consumer is none"),
    Mistake(
      "self:gained \"offer\" +", "self:gained \"ofer\" +", "unknown encounter 'ofer'",
      hint: "'offer'"),
    Mistake(
      "self:gained \"offer\" +", "self:gained \"buy\" +", "'buy' has no consumer on either side"),
    Mistake(
      "self:gained(\"talk\", \"total\")", "self:gained(\"talk\", \"totl\")",
      "'totl' is no part of the events of 'talk'", hint: "'total'"),
    Mistake(
      "self:gained(\"talk\", \"total\")", "self:gained(\"offer\", \"practice\", \"helpng\")",
      "'practice' has no level 'helpng'", hint: "'helping'"),
    Mistake(
      "env:count(\"consumer\", \"adopted\")", "env:count(\"consumer\", \"adoptd\")",
      "unknown field 'adoptd' of consumer", hint: "'adopted'"),
    Mistake(
      "run:actors \"consumer\"", "run:actors \"consumr\"", "unknown kind 'consumr'",
      hint: "'consumer'"),
    Mistake(
      "run:actors \"consumer\"", "run:actrs \"consumer\"", "a run has no method 'actrs'",
      hint: "'actors'"),
    Mistake(
      "c:value \"joy\" - c", "c:value \"joi\" - c", "unknown value definition 'joi'", hint: "'joy'"),
    Mistake(
      "c:value \"joy\" - c", "c:value \"income\" - c", "value 'income' is not defined for consumer"),
    Mistake("c.start.trust", "c.start.trst", "unknown field 'trst' of consumer", hint: "'trust'"),
    Mistake("c.start.trust", "other.trst", "unknown field 'trst' of consumer", hint: "'trust'"),
    Mistake(
      "run:kept \"failed\"", "run:kept \"faild\"", "nothing is kept under 'faild'", hint: "'failed'"
    ),
    Mistake(
      "local sum, n = 0, 0", "local sum, n = 0, run:kept \"x\"",
      "run:kept is for measures that declare"),
    Mistake(
      "local sum, n = 0, 0", "local sum, n = 0, #run:series \"adopter\"",
      "there is no series 'adopter'", hint: "'adopters'"),
    Mistake(
      "local sum, n = 0, 0", "local sum, n = 0, run.stps", "a run has no 'stps'", hint: "'steps'"),
    Mistake("kept.n = kept.n + 1", "kept.m = kept.n + 1", "nothing is kept under 'm'"),
    Mistake(
      "kept.n = kept.n + 1", "kept.n = kept.n + event.gian", "an event of 'offer' has no 'gian'",
      hint: "'gain'"),
  ]

  @Test("what functions may do", arguments: deeds)
  func checkDeeds(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let deeds: [Mistake] = [
    Mistake(
      "then self.adopted = true end\n", "then peer.adopted = true end\n",
      "'adopted' of another consumer cannot be assigned while all act at once", hint: "give"),
    Mistake(
      "self.visits = env", "self.visits = \"many\" self.visits = env",
      "'visits' must be a number, got 'many'"),
    Mistake(
      "self.visits = env", "self.visits = nil self.visits = env",
      "'visits' must be a number, got nil"),
    Mistake(
      "self.visits = env", "self.adopted = 1 self.visits = env",
      "'adopted' must be true or false, got 1"),
    Mistake(
      "self.visits = env", "self.inviter = env:the \"firm\" self.visits = env",
      "'inviter' must be a consumer or nil, got a firm"),
    Mistake(
      "self.visits = env", "self.mood = \"god\" self.visits = env", "'mood' has no level 'god'",
      hint: "'good'"),
    Mistake(
      "self.visits = env", "self.number = 1 self.visits = env",
      "'number' of consumer cannot be assigned: it is no field"),
    Mistake("self.visits = env", "env.reach = 1 self.visits = env", "env.reach cannot be assigned"),
    Mistake(
      "self.visits = env:integer(0, env.visits)",
      "for i = 1, 3 do self.visits = env:integer(0, 3) end",
      "env:integer draws the same number each time", hint: "give it a key"),
    Mistake(
      "self.visits = env:integer(0, env.visits)", "while env:chance(0.5) do self.visits = 1 end",
      "env:chance draws the same number each time"),
    Mistake(
      "env:chance(env.reach * tie.weight, peer)", "env:chance(1.2, peer)",
      "env:chance needs a probability from 0 to 1, got 1.2"),
    Mistake(
      "env:chance(env.reach * tie.weight, peer)", "env:chance(-1, peer)",
      "env:chance needs a probability from 0 to 1, got -1"),
    Mistake(
      "consumer, firm, env, event)\n", "consumer, firm, env, event)\n §firm.income = 3\n",
      "'income' cannot be assigned in a simultaneous encounter", hint: "firm:give"),
    Mistake(
      "consumer, firm, env, event)\n", "consumer, firm, env, event)\n §consumer.skill = 3\n",
      "'skill' cannot be assigned in a simultaneous encounter"),
    Mistake(
      "consumer, firm, env, event)\n", "consumer, firm, env, event)\n §event.gain = 3\n",
      "'gain' of an event cannot be assigned"),
    Mistake(
      "env:chance(env.reach * tie.weight, peer) then", "env.open then tie.weight = 1",
      "'weight' of a tie can be assigned only in an encounter in which each tie meets once"),
    Mistake(
      "local sum, n = 0, 0",
      "local sum, n = 0, 0 for c in run:actors \"consumer\" do c.skill = 1 end",
      "'skill' cannot be assigned here"),
    Mistake(
      "return self.income end", "self.income = 0 return 0 end", "'income' cannot be assigned here"),
    Mistake(
      "return self.income end", "self:leave() return 0 end",
      "leave: only rules, encounters and presences change the world"),
    Mistake(
      "function(self) return self.income end", "function(self, env) return env:uniform() end",
      "env:uniform draws, but value definitions, series, folds and measures cannot"),
    Mistake("kept.n = kept.n + 1", "kept.n = env:uniform()", "env:uniform draws"),
    Mistake(
      "if event.gain < 0 then", "event.failed = true if event.gain < 0 then",
      "a fold reads events, which are over"),
    Mistake(
      "return env:count(\"consumer\", \"adopted\") end", "return env:poisson(1) end",
      "env:poisson draws"),
    Mistake(
      "return self.skill > 1 and \"rich\" or \"poor\"",
      "if self.skill > 1 then return \"rch\" end return \"poor\"", "'segment' has no level 'rch'",
      hint: "'rich'"),
    Mistake(
      "self.visits = env:integer(0, env.visits)", "count = 3",
      "'count' is not declared: a variable needs 'local'"),
    Mistake(
      "self.visits = env:integer(0, env.visits)", "self.visits = cuont", "'cuont' is not declared"),
    Mistake(
      "self.visits = env:integer(0, env.visits)", "self.visits = tonumbr(3)",
      "'tonumbr' is not declared", hint: "'tonumber'"),
    Mistake(
      "local function paid(c, env)\n",
      "local calls = 0\n local function paid(c, env)\n §calls = calls + 1\n",
      "a helper changes the variable 'calls' outside of it", hint: "fields of actors"),
    Mistake(
      "local function paid(c, env)\n", "local function paid(c, env)\n §calls = 1\n",
      "'calls' is not declared: a variable needs 'local'"),
    Mistake(
      "return event.amount or 0, 1 end", "return print and os.time(), 1 end", "'os' is not declared"
    ),
  ]

  @Test("draws in helpers", arguments: helpers)
  func checkHelpers(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let helpers: [Mistake] = [
    Mistake(
      "local function paid(c, env)\n",
      "local function luck(env)\n §return env:chance(0.5)\n end\n local function paid(c, env)\n for i = 1, 2 do luck(env) end\n",
      "its function is called in a loop (line 9)", hint: "give it a key"),
    Mistake(
      "local function paid(c, env)\n",
      "local function luck(env)\n §return env:chance(0.5)\n end\n local function paid(c, env)\n local a, b = luck(env), luck(env)\n",
      "its function is called before (line 9)", hint: "give it a key"),
    Mistake(
      "local function paid(c, env)\n",
      "local function luck(env)\n §return env:chance(0.5)\n end\n local function twice(env) return luck(env) end\n local function paid(c, env)\n local a = twice(env)\n local b = twice(env)\n",
      "its function is called before (line 10)"),
    Mistake(
      "return self.income end",
      "local luck = function() return valence end luck() return unknwn end",
      "'unknwn' is not declared"),
    Mistake(
      "function(person, firm, env, event) return",
      "function(person, firm, env, event) local function f() return person.agee end return f(),",
      "unknown field 'agee' of person", hint: "'age'"),
    Mistake(
      "function(person, firm, env, event) return",
      "function(person, firm, env, event) pcall(function() return person.agee end) return",
      "unknown field 'agee' of person", hint: "'age'"),
  ]
}

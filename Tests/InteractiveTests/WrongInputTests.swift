import Testing

@testable import Interactive

/// Wrong inputs are answered with what was wrong, in the terms of who typed them.
@Suite struct WrongInputTests {
  /// Inputs, and what their message says.
  private static let inputs: [(input: String, says: String)] = [
    ("nothing_here", "'nothing_here' is not known here"),
    ("nothing_here()", "'nothing_here' is not known here"),
    ("wrld", "did you mean 'world'?"),
    ("x = = 1", "unexpected symbol near '='"),
    ("error 'what I said'", "what I said"),
    ("error({})", "the error value is a table"),
    ("error()", "the error value is a nil"),
    ("('x')()", "attempt to call a string value"),
    ("(nil).x", "attempt to index a nil value"),
    ("('x'):rep(1e10)", "resulting string too large"),
    ("function deep() return 1 + deep() end deep()", "stack overflow"),
    ("world.nothing", "the world has no 'nothing'"),
    ("world.step = 3", "a world cannot be assigned to"),
    ("world.consumer.nothing", "consumer has no field 'nothing'"),
    ("world.consumer.trust = 1", "a kind cannot be assigned to"),
    ("world.consumer[1].nothing", "unknown field 'nothing' of consumer"),
    ("world.consumer[1]:nothing()", "unknown field 'nothing' of consumer"),
    ("world.consumer[1].trust = 1", "an actor's field cannot be assigned to"),
    ("world.consumer:where()", "where takes a function of an actor"),
    ("world.consumer:where(3)", "where takes a function of an actor"),
    ("world.consumer.where(function() end)", "where is a method of a kind"),
    ("world.consumer:where(function(c) return c.no end)", "unknown field 'no' of consumer"),
    ("world.consumer.each()", "is a method of a kind"),
    ("world.consumer.trust.nothing", "a column has no 'nothing'"),
    ("world.consumer.trust[1] = 2", "a column cannot be assigned to"),
    ("world.consumer.trust:quantile(2)", "a quantile takes a share from 0 to 1"),
    ("world.consumer.trust.mean()", "mean is a method of a column"),
    ("world.consumer.mood:mean()", "'mood' holds no numbers"),
    ("world:value()", "a name is needed here"),
    ("world:value 'nothing'", "the study has no value definition 'nothing'"),
    ("world.value 'worth'", "value is a method of a world"),
    ("world.measure()", "measure is a method of a world"),
    ("world.results()", "results is a method of a world"),
    ("run(0)", "run takes a whole number from 1 on"),
    ("run(1.5)", "run takes a whole number from 1 on"),
    ("run {}", "run takes a whole number from 1 on"),
    ("replicate(0)", "replicate takes a whole number from 1 on"),
    ("replicate(1e300)", "replicate takes a whole number from 1 on"),
    ("scenario 'nothing'", "the study has no scenario 'nothing'"),
    ("scenario {}", "scenario takes a name"),
    ("with()", "with takes a table of settings"),
    ("with(3)", "with takes a table of settings"),
    ("with { 1, 2 }", "settings have names"),
    ("with { [{}] = 1 }", "settings have names"),
    ("with { nothing = 1 }", "unknown parameter 'nothing'"),
    ("with { reach = {} }", "'reach'"),
    ("with { how = 'other' }", "cannot be 'other'"),
    ("with { steps = -1 }", "must be from 1"),
    ("with { seed = 'x' }", "must be a number"),
    ("parameters.nothing", "there is no parameter 'nothing'"),
    ("parameters.nothing = 1", "unknown parameter 'nothing'"),
    ("parameters.reach = 'far'", "must be a number"),
    ("parameters.on = 3", "must be true or false"),
    ("parameters[{}] = 1", "settings have names"),
    ("study.nothing", "a study has no 'nothing' here"),
    ("study.name = 'x'", "the study cannot be assigned to"),
    ("value()", "a name is needed here"),
    ("value 'nothing'", "the study has no value definition 'nothing'"),
    ("value('worth', 'firm')", "the study has no value 'worth' of 'firm'"),
    ("measure {}", "a name is needed here"),
    ("measure 'nothing'", "the study has no measure 'nothing'"),
    ("measure('adopters', 'nothing')", "'nothing'"),
    ("series()", "a name is needed here"),
    ("series 'nothing'", "there is no series 'nothing'"),
    ("trace()", "trace takes an actor"),
    ("trace(world.consumer)", "trace takes an actor"),
    ("compare(1)", "compare takes an actor or a kind"),
    ("compare(world.consumer.trust)", "compare takes an actor or a kind"),
    ("scenario 'base' compare(world.consumer)", "scenario 'base' has no twin"),
    ("experiment(0)", "experiment takes a whole number from 1 on"),
    ("experiment 'x'", "experiment takes a whole number from 1 on"),
    ("plot()", "plot needs something to plot"),
    ("plot(world)", "plot takes the name of a series"),
    ("plot {}", "plot takes the name of a series"),
    ("plot { 1, 'x' }", "plot takes lists of numbers"),
    ("plot 'nothing'", "there is no series 'nothing'"),
    ("plot(world.consumer.mood)", "'mood' holds no numbers"),
    ("define()", "define takes what a study has"),
    ("define(1)", "this is nothing that a study has"),
    ("remove()", "remove takes a name"),
    ("remove 'nothing'", "the study has no 'nothing' that could be taken out"),
    ("valence.rule {}", "valence.rule needs its name first"),
    ("valence.rule { 'x', of = 'consumer' }", "needs its function last"),
    ("valence.rule { 'x', of = 'nobody', function() end }", "unknown kind 'nobody'"),
    ("valence.rule { 'x', of = 'consumer', function(self) self.no = 1 end }", "unknown field 'no'"),
    ("valence.rule { 'x', of = 'consumer', function() return no end }", "'no' is not declared"),
    ("valence.measure { 'm' }", "valence.measure needs its name first and its function last"),
    ("valence.study { name = 'x' }", "needs"),
    ("valence.nothing {}", "there is no valence.nothing"),
    ("require 'nothing'", "there is no module 'nothing'"),
    ("require()", "require needs the name of a module"),
    (":nothing", "there is no command ':nothing'"),
    (":", "there is no command ':'"),
    (":load", "name the study: :load FILE"),
    (":load nowhere.lua", "there is no study 'nowhere.lua'"),
    (":save", "name a file: :save FILE"),
    (":page", "name a file: :page FILE"),
    (":page x.html", "nothing has been plotted yet"),
    (":time", "say what is timed"),
    (":time error 'x'", "x"),
  ]

  /// What belongs to the inside of the session and means nothing to who typed.
  private static let inner = [
    "[valence]", "traceback", "[C]", "host function", "[string", "session_study",
    "in the main chunk",
    "this should not have happened",
  ]

  @Test(arguments: inputs.map(\.input), [true, false])
  func aWrongInputHasAMessage(input: String, hasStudy: Bool) throws {
    let fake = try FakeSession(hasStudy ? FakeSession.study : nil)
    let (answer, text) = fake.run(input)
    #expect(answer == .failed)
    #expect(text.hasPrefix("error: "), "\(text)")
    for word in Self.inner { #expect(!text.contains(word), "\(text)") }
    #expect(fake.text("1 + 1") == "2")
  }

  @Test(arguments: inputs) func theMessageSaysWhatWasWrong(input: String, says: String)
    throws
  {
    let fake = try FakeSession()
    _ = fake.run("kept = 17 run(2)")
    #expect(fake.run(input).text.contains(says))
    #expect(fake.text("kept") == "17")
  }

  @Test(arguments: [
    "step()", "run()", "results()", "world.step", "world.consumer", "scenario()", "value 'x'",
    "study.name",
    "parameters.reach", "parameters.reach = 1", "with { x = 1 }", "experiment()", "remove 'x'",
    ":save x.lua",
    ":report", ":explain", "series 'x'", "plot 'x'", "world:results()", "restart()", ":reload",
  ])
  func withoutAStudyItSaysHowToGetOne(input: String) throws {
    let text = try FakeSession(nil).text(input)
    #expect(text.contains("no study is open") || text.contains("no file"), "\(text)")
    #expect(text.contains(":load FILE") || text.contains(":save FILE"), "\(text)")
  }
}

import Testing

@Suite("Mistakes in value definitions that look at the finished run")
struct FinishedRunMistakeTests {
  @Test("leave one out", arguments: leaving)
  func checkLeaving(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  @Test("fits", arguments: fits)
  func checkFits(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  /// The study with one more definition.
  private static func value(
    _ constructor: String, _ entries: String, _ message: String, hint: String? = nil
  ) -> Mistake {
    Mistake(
      "values = {", "values = {\n§valence.\(constructor) { \"new\", \(entries) },", message,
      hint: hint)
  }

  private static func leave(_ entries: String, _ message: String, hint: String? = nil) -> Mistake {
    value("leave_one_out", entries, message, hint: hint)
  }

  private static let one = "function(self, run, without, env) return 1 end"

  static let leaving: [Mistake] = [
    leave("of = \"consumer\", \(one)", "needs 'silence'", hint: "silence = \"phase\""),
    leave(
      "of = \"consumer\", silence = \"ofer\", \(one)", "unknown phase 'ofer'", hint: "'offer'"),
    leave(
      "of = \"consumer\", silence = \"adopt\", \(one)", "'adopt' is a rule",
      hint: "silence = \"all\""),
    leave(
      "of = \"firm\", silence = \"offer\", \(one)", "a firm initiates nothing in 'offer'"),
    leave(
      "of = \"consumer\", silence = { \"offer\", \"stay\" }, \(one)",
      "a consumer initiates nothing in 'stay'"),
    leave(
      "of = \"consumer\", silence = \"all\", sample = 0, \(one)", "'sample' of value 'new' must be"),
    leave(
      "of = \"consumer\", silence = \"all\", as = \"flow\", \(one)", "'as' can only be end"),
    leave(
      "of = \"consumer\", silence = \"all\", discount = 0.1, \(one)", "only a flow is discounted"),
    leave(
      "of = \"consumer\", silence = \"all\", fit = \(one), \(one)", "value 'new' has no 'fit'"),
    leave("of = \"consumer\", silence = \"all\"", "valence.leave_one_out needs its name first"),
    leave(
      "of = \"consumer\", silence = \"all\", function(self, run, without) return without:events \"ofer\" end",
      "unknown encounter 'ofer'", hint: "'offer'"),
    leave(
      "of = \"consumer\", silence = \"all\", function(self, run) return run:where(\"persn\", \"boss\", self) end",
      "unknown kind 'persn'", hint: "'person'"),
    leave(
      "of = \"person\", silence = \"stay\", function(self, run) return run:where(\"person\", \"bos\", self) end",
      "unknown field 'bos'", hint: "'boss'"),
    leave(
      "of = \"person\", silence = \"stay\", function(self, run) return run:where(\"person\", \"age\", self) end",
      "'age' of person names no actor", hint: "boss"),
    leave(
      "of = \"person\", silence = \"stay\", function(self, run, without) return without:twin(self).aeg end",
      "unknown field 'aeg' of person", hint: "'age'"),
    leave(
      "of = \"person\", silence = \"stay\", function(self, run, without, env) return env.rech end",
      "unknown parameter 'rech'", hint: "'reach'"),
    leave(
      "of = \"person\", silence = \"stay\", function(self, run, without, env) return env:uniform() end",
      "value definitions, series, folds and measures cannot"),
  ]

  static let fits: [Mistake] = [
    value(
      "value",
      "of = \"consumer\", fit = function(run) return {} end, function(self, env, fit) return 1 end",
      "value 'new' needs as = \"end\""),
    value(
      "value", "of = \"consumer\", as = \"end\", fit = 3, function(self, env, fit) return 1 end",
      "'fit' of value 'new' must be a function"),
    value(
      "value",
      "of = \"consumer\", as = \"end\", fit = function(run) return { run:mean(\"consumer\", \"trst\") } end, function(self, env, fit) return 1 end",
      "unknown field 'trst'", hint: "'trust'"),
    value(
      "value",
      "of = \"consumer\", as = \"end\", fit = function(run) return { run.step } end, function(self, env, fit) return 1 end",
      "a run has no 'step'"),
  ]
}

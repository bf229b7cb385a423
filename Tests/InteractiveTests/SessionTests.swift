import Testing

@testable import Interactive

/// What is typed, and what is shown for it.
@Suite struct SessionTests {
  private let fake: FakeSession

  init() throws {
    fake = try FakeSession()
  }

  @Test(arguments: [
    ("1 + 1", "2"), ("1, 'a', nil", "1\n\"a\"\nnil"), ("x = 3", ""), ("local y = 4", ""),
    ("return 5", "5"),
    ("", ""), ("   ", ""), ("-- nothing", ""), ("world.step", "0"), ("study.name", "\"Small\""),
    ("#world.consumer", "20"), ("parameters.reach", "0.4"), ("half", "0.5"), ("share(3)", "1.5"),
    ("print('a', 1)", "a\t1"), ("world.consumer[21]", "nil"),
    ("world.consumer[1].mood", "\"good\""),
    ("1 / 3", "0.3333333333333333"),
    ("#world.consumer:where(function(c) return c.trust >= 0 end)", "20"),
    ("world.consumer.twin[3] == world.consumer[3].twin", "true"), (":time 1", "1\ntook"),
  ])
  func anInputHasItsAnswer(input: String, text: String) {
    let (answer, shown) = fake.run(input)
    #expect(answer == .done)
    #expect(text.hasSuffix("took") ? shown.hasPrefix(text) : shown == text)
  }

  @Test(arguments: [
    "x = {", "function f()", "if true then", "[[", "--[[", "f(", "1 +", "valence.rule { 'a',",
    "while true do\nx = 1",
  ])
  func theBeginningOfAnInputAsksForMore(input: String) {
    let (answer, shown) = fake.run(input)
    #expect(answer == .incomplete && shown.isEmpty)
  }

  @Test(arguments: [":quit", ":q", "  :quit  "]) func itEndsWhenThatIsSaid(input: String) {
    #expect(fake.run(input).answer == .quit)
  }

  @Test func variablesStayAndTheLastResultIsThere() {
    _ = fake.run("local a <const>, b = 3, 4")
    _ = fake.run("local function double(x) return 2 * x end")
    #expect(fake.text("double(a) + b") == "10")
    #expect(fake.text("_ + 1") == "11")
  }

  @Test func worldsGoStepByStep() {
    #expect(fake.text("step()").hasPrefix("more, replicate 1: step 1 of 5"))
    #expect(fake.text("run(2)").hasPrefix("more, replicate 1: step 3 of 5"))
    #expect(fake.text("run()").hasPrefix("more, replicate 1: over at step 5"))
    #expect(fake.text("world.over, world.twin.over, world.twin.step") == "true\ntrue\n5")
    #expect(fake.text("restart()") == "more, replicate 1: step 0 of 5")
    #expect(fake.text("replicate(2)") == "more, replicate 2: step 0 of 5")
    #expect(fake.text("scenario 'base'") == "base, replicate 2: step 0 of 5")
    #expect(fake.text("world.twin") == "nil")
  }

  @Test func aTwinThatGoesOnLongerIsAtItsOwnEnd() throws {
    let stopping = FakeSession.study.replacing(
      "return valence.study {",
      with:
        "return valence.study { stop_when = function(env) return env:count('consumer', 'adopted') > 3 end,"
    )
    let fake = try FakeSession(stopping.replacing("reach = 0.4", with: "reach = 1"))
    _ = fake.run("run()")
    let alone = fake.text("world.twin:measure 'adopters', world.twin.step")
    _ = fake.run("scenario 'base' run()")
    #expect(fake.text("measure 'adopters', world.step") == alone)
    #expect(fake.text("scenario 'more' run() world.step < world.twin.step") != "nil")
  }

  @Test func aRuleTypedAnewIsRunSavedAndFoundAgain() throws {
    _ = fake.run("amount = 2")
    let rule =
      "valence.rule { 'adopt', of = 'consumer', function(self) self.spent = self.spent + amount end }"
    #expect(fake.text(rule).hasPrefix("rule 'adopt' is in the study"))
    _ = fake.run("run()")
    #expect(fake.text("world.consumer.spent:sum()") == "200.0")
    #expect(fake.text(":save new.lua").hasPrefix("wrote new.lua"))
    let saved = try #require(fake.surroundings.files["new.lua"])
    #expect(saved.contains("local amount = 2") && saved.contains(rule))
    try fake.session.open("new.lua")
    _ = fake.run("run()")
    #expect(fake.text("world.consumer.spent:sum()") == "200.0")
  }

  @Test func settingsHoldUntilTheStudyIsOpenedAgain() throws {
    _ = fake.run("parameters.reach = 0.25")
    #expect(fake.text("parameters.reach") == "0.25")
    _ = fake.run("scenario 'base'")
    #expect(fake.text("parameters.reach") == "0.25")
    _ = fake.run(":reload")
    #expect(fake.text("parameters.reach") == "0.25")
    try fake.session.open("study.lua")
    _ = fake.run("scenario 'more'")
    #expect(fake.text("parameters.reach") == "0.4")
  }

  @Test func aFileThatHasChangedIsReadAgainWithWhatWasTyped() throws {
    _ = fake.run("kept = 7")
    _ = fake.run("valence.measure { 'seven', function() return 7 end }")
    try fake.change(FakeSession.study.replacing("count = 20", with: "count = 30"))
    #expect(fake.text("1").contains("note: 'study.lua' has changed"))
    #expect(fake.text("1") == "1")
    #expect(fake.run(":reload").answer == .done)
    #expect(fake.text("#world.consumer, kept, (measure 'seven')") == "30\n7\n7.0")
  }

  @Test func aFileThatHasBecomeWrongLeavesTheStudyAsItIs() throws {
    _ = fake.run("run(2)")
    try fake.change("return valence.study {")
    #expect(fake.run(":reload").answer == .failed)
    #expect(fake.text("world.step, #world.consumer").hasSuffix("2\n20"))
  }

  @Test func aDefinitionThatIsWrongLeavesTheStudyAsItIs() {
    _ = fake.run("run(2)")
    #expect(fake.run("valence.rule { 'adopt', of = 'nobody', function() end }").answer == .failed)
    #expect(fake.text("world.step") == "2")
  }

  @Test func aVariableThatSharesItsNameWithAParameterOfAFunctionIsInNobodysWay() {
    _ = fake.run("c = world.consumer[1]")
    let (answer, text) = fake.run(
      "valence.rule { 'grow', of = 'consumer', function(c) c.spent = c.spent + 1 end }")
    #expect(answer == .done, "\(text)")
    let wrong = fake.run(
      "valence.rule { 'grow', of = 'consumer', function(s) s.spent = c.trust end }")
    #expect(wrong.answer == .failed)
    #expect(wrong.text.contains("'c' is a value of this session, which a study cannot hold"))
  }

  @Test func aStudyIsTypedWholeAndInPlaceOfAnother() throws {
    let whole = String(
      FakeSession.study.dropFirst(FakeSession.study.distance(to: "return valence.study {"))
    )
    .replacing("share(env.reach)", with: "env.reach").replacing("Small", with: "Other")
    for fake in [fake, try FakeSession(nil)] {
      #expect(fake.text(String(whole.dropFirst("return ".count))) == "this is the study now: Other")
      #expect(fake.text("study.name, #world.consumer") == "\"Other\"\n20")
    }
  }

  @Test func aMessageNamesTheLineThatWasTyped() {
    let text = fake.text("function broken()\n  local x = 1\n  return x.y.z\nend\nbroken()")
    #expect(text.contains("input 1:3") && text.contains("return x.y.z"))
    let rule = fake.text(
      "valence.rule { 'adopt', of = 'consumer',\n  function(self)\n    self.nothing = 1\n  end }")
    #expect(rule.contains("input 2:3") && rule.contains("self.nothing = 1"))
  }

  @Test func whatIsPrintedCannotActOnTheTerminal() {
    for input in [
      "print '\\27[2J'", "'\\27[2J'", "error '\\27[2J'", "x = { ['\\27'] = '\\155' } x",
      ":\u{1B}[2J",
    ] {
      #expect(
        !fake.text(input).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" }, "\(input)")
    }
  }
}

extension String {
  fileprivate func distance(to part: String) -> Int {
    ranges(of: part).first.map { distance(from: startIndex, to: $0.lowerBound) } ?? 0
  }
}
